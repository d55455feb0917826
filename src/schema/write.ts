import type { Context } from '../context.js';
import { type Transaction, transact } from '../database/transaction.js';
import { assertAuthorized } from '../policy/guard.js';
import { claim } from './idempotency.js';

/**
 * The transaction of a verb: with the claim on its idempotency key first and its events last. What `work` answers must
 * survive JSON (ids, not rows), since a repeated request gets it from the database.
 */
export function write<Answer>(context: Context, work: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
  return transact(context.app.database, async (tx) => {
    let answer: Answer | undefined;
    if (context.claim !== undefined) await claim(tx, context.claim, () => answer);
    answer = await work(tx);
    // Nothing is committed that nobody has authorized.
    assertAuthorized();
    return answer;
  });
}
