import { afterCommit, beforeCommit, databaseOf, type Transaction } from '../database/transaction.js';
import { appendStatement, type Written } from './append-statement.js';
import { originOf } from './audited.js';
import type { NewEvent } from './event.js';

const pending = new WeakMap<Transaction, NewEvent[]>();

/**
 * Writes the events with the transaction: all are in the log if it commits, none if it does not. The statement itself
 * runs last, in one round trip, so that the rows of the streams are locked for as short as can be.
 */
export function append(tx: Transaction, ...events: readonly NewEvent[]): void {
  const waiting = pending.get(tx);
  if (waiting !== undefined) {
    waiting.push(...events);
    return;
  }
  const all = [...events];
  pending.set(tx, all);
  beforeCommit(tx, () => write(tx, all));
}

const quiet = new WeakSet<Transaction>();

/** Nothing comes of what this transaction appends but that it is there: it is a copy, or history that is made up. */
export function withoutReactions(tx: Transaction): void {
  quiet.add(tx);
}

async function write(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  const statement = appendStatement(events, { reactions: !quiet.has(tx), origin: originOf(tx) });
  if (statement === undefined) return;
  const written = await tx.$queryRaw<Written[]>(statement.sql);
  const database = databaseOf(tx);
  const pokes = statement.pokes(written);
  afterCommit(tx, () => database.appended(pokes));
}
