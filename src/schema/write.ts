import { auditOrigin } from '../audit/audit-origin.js';
import type { Context } from '../context.js';
import { type Transaction, transact } from '../database/transaction.js';
import { assertAuthorized } from '../policy/guard.js';
import { attribute } from '../realtime/audited.js';
import { claim } from './idempotency.js';

/**
 * The transaction of a verb: with the claim on its idempotency key first and its events last, and over in the time that
 * the operation has. What `work` answers must survive JSON (ids, not rows) where there is a key, since a repeated request
 * gets it from the database.
 */
export function write<Answer>(context: Context, work: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
  const { app, deadline } = context;
  const all = async (tx: Transaction) => {
    let answer: Answer | undefined;
    const origin = auditOrigin(context);
    if (origin !== undefined) attribute(tx, origin);
    if (context.claim !== undefined) await claim(tx, context.claim, context.actor, () => answer);
    answer = await work(tx);
    // Nothing is committed that nobody has authorized.
    assertAuthorized();
    return answer;
  };
  return transact(app.database, all, deadline);
}
