import { type Context, userOf } from '../context.js';
import { transact } from '../database/transaction.js';
import { authorize } from '../policy/authorize.js';
import { endSessions } from './end-sessions.js';

/** Ends this session, or all of the person. Sessions of another identity provider are ended there. */
export async function signOut(context: Context, input: { everywhere: boolean }): Promise<{ endedSessions: number }> {
  authorize(context.actor, 'signOut');
  const me = userOf(context);
  if (me.sessionId === null && !input.everywhere) return { endedSessions: 0 };
  const which = input.everywhere || me.sessionId === null ? {} : { id: me.sessionId };
  return transact(context.app.database, async (tx) => ({
    endedSessions: await endSessions(tx, me, me.id, 'SIGNED_OUT', which),
  }));
}
