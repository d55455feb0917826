import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { endSessions } from './end-sessions.js';

/** Ends this session, or all of the person. Sessions of another identity provider are ended there. */
export async function signOut(context: Context, input: { everywhere: boolean }): Promise<{ endedSessions: number }> {
  authorize(context.actor, 'signOut');
  const me = userOf(context);
  if (me.sessionId === null && !input.everywhere) return { endedSessions: 0 };
  const which = input.everywhere || me.sessionId === null ? {} : { id: me.sessionId };
  return write(context, async (tx) => ({
    endedSessions: await endSessions(tx, me, me.id, 'SIGNED_OUT', which),
  }));
}
