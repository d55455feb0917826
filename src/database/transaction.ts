import { setTimeout as wait } from 'node:timers/promises';
import { Prisma } from '../generated/prisma/client.js';
import type { Database } from './client.js';
import { type Deadline, refuseLate, timeLeft } from './deadline.js';
import { insideTransaction } from './transaction-guard.js';

export type Transaction = Prisma.TransactionClient;

interface Hooks {
  database: Database;
  beforeCommit: Array<() => Promise<void>>;
  afterCommit: Array<() => void>;
  committed?: true;
}

const hooksOf = new WeakMap<Transaction, Hooks>();

const attempts = 4;

/**
 * All of `work` or nothing of it. Deadlocks and write conflicts are tried again, so `work` must do nothing outside
 * the transaction. Throwing rolls back, and so does the deadline when it passes before the commit (TIMEOUT).
 */
export async function transact<T>(
  database: Database,
  work: (tx: Transaction) => Promise<T>,
  deadline?: Deadline,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const hooks: Hooks = { database, beforeCommit: [], afterCommit: [] };
    try {
      const result = await once(hooks, work, deadline);
      // Committed: whatever happens from here on, the work is done and must not be done again.
      for (const hook of hooks.afterCommit) hook();
      return result;
    } catch (error) {
      if (hooks.committed === true) throw error;
      refuseLate(deadline);
      if (attempt === attempts || !isConflict(error)) throw error;
      // Those who met once meet again if they start again at once.
      await wait(Math.random() * 20 * 2 ** attempt);
    }
  }
}

async function once<T>(hooks: Hooks, work: (tx: Transaction) => Promise<T>, deadline: Deadline): Promise<T> {
  refuseLate(deadline);
  const left = deadline === undefined ? undefined : Math.ceil(timeLeft(deadline));
  const result = await hooks.database.prisma.$transaction(
    (tx) =>
      insideTransaction(async () => {
        hooksOf.set(tx, hooks);
        const answer = await work(tx);
        for (const hook of hooks.beforeCommit) await hook();
        refuseLate(deadline);
        return answer;
      }),
    // At the deadline Prisma refuses further statements and gives the connection back.
    left === undefined ? {} : { timeout: left, maxWait: left },
  );
  hooks.committed = true;
  return result;
}

/** Runs as the last thing of the transaction, in the order of the calls. */
export function beforeCommit(tx: Transaction, hook: () => Promise<void>): void {
  hooks(tx).beforeCommit.push(hook);
}

/** Runs once the commit is certain. Must not throw. */
export function afterCommit(tx: Transaction, hook: () => void): void {
  hooks(tx).afterCommit.push(hook);
}

export function databaseOf(tx: Transaction): Database {
  return hooks(tx).database;
}

/** The SQLSTATE of the driver's error, wherever Prisma put it. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const cause = (error.meta?.driverAdapterError as { cause?: { originalCode?: string; code?: string } } | undefined)
    ?.cause;
  return cause?.originalCode ?? cause?.code;
}

/** What was asked for as a thing that there is, is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025';

export function isUniqueViolation(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError && (error.code === 'P2002' || sqlState(error) === '23505')
  );
}

function hooks(tx: Transaction): Hooks {
  const found = hooksOf.get(tx);
  if (found === undefined) throw new Error('This transaction was not opened by transact().');
  return found;
}

const isConflict = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2034' || ['40001', '40P01'].includes(sqlState(error) ?? ''));
