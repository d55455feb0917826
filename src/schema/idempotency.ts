import { createHash } from 'node:crypto';
import type { Actor } from '../actor.js';
import type { Database } from '../database/client.js';
import { beforeCommit, type Transaction } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import { Prisma } from '../generated/prisma/client.js';
import { authorize, type Operation, type Subject, subjectOf } from '../policy/authorize.js';

/** A mutation's claim on a key: whoever commits it first has done the work, everyone else gets that answer. */
export interface Claim {
  readonly actor: string;
  readonly key: string;
  readonly operation: Operation;
  readonly bodyHash: Buffer;
}

/** Thrown to leave the transaction: the work was done before, and this was its answer. */
export class AnsweredBefore extends Error {
  constructor(readonly answer: unknown) {
    super('This idempotency key was answered before.');
  }
}

export function claimOf(actor: string, operation: Operation, key: string, body: object): Claim {
  return {
    actor,
    key,
    operation,
    bodyHash: createHash('sha256')
      .update(`${operation} ${stable(body)}`)
      .digest(),
  };
}

/**
 * First statement of the transaction. A second caller waits here until the first has committed or rolled back, on
 * whichever node it is. Who lost the right since then does not get the answer again: throws as `authorize` does.
 */
export async function claim(tx: Transaction, wanted: Claim, actor: Actor | null, answer: () => unknown): Promise<void> {
  const won = await tx.$executeRaw(Prisma.sql`
    INSERT INTO idempotency (actor, key, operation, body_hash) VALUES (${wanted.actor}, ${wanted.key}, ${wanted.operation}, ${wanted.bodyHash})
    ON CONFLICT DO NOTHING`);
  if (won === 1) {
    beforeCommit(tx, async () => {
      await tx.idempotency.update({
        where: { actor_key: { actor: wanted.actor, key: wanted.key } },
        data: {
          answer: answer() as Prisma.InputJsonValue,
          subject: (subjectOf(actor, wanted.operation) ?? {}) as Prisma.InputJsonValue,
        },
      });
    });
    return;
  }
  const earlier = await tx.idempotency.findUniqueOrThrow({
    where: { actor_key: { actor: wanted.actor, key: wanted.key } },
  });
  if (!Buffer.from(earlier.bodyHash).equals(wanted.bodyHash))
    throw new Refusal('IDEMPOTENCY_MISMATCH', { field: 'idempotencyKey' });
  authorize(actor, wanted.operation, (earlier.subject ?? {}) as Subject);
  throw new AnsweredBefore(earlier.answer);
}

/** Whether somebody has committed on this key. */
export async function wasAnswered({ prisma }: Pick<Database, 'prisma'>, { actor, key }: Claim): Promise<boolean> {
  return (await prisma.idempotency.count({ where: { actor, key } })) > 0;
}

/** The same text for the same value, whatever the order of its keys. */
function stable(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`)
    .join(',')}}`;
}
