import { type Context, userOf } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { endSessions } from './end-sessions.js';

/** Ends a session on another device. Ending one that is over already does nothing. */
export async function revokeSession(context: Context, input: { sessionId: string }): Promise<{ sessionId: string }> {
  const session = await context.app.database.prisma.session.findUnique({
    where: { id: input.sessionId },
    select: { userId: true },
  });
  authorize(context.actor, 'revokeSession', { ownerIds: session === null ? [] : [session.userId] });
  if (session === null) throw new Fault('NOT_FOUND');
  const me = userOf(context);
  return write(context, async (tx) => {
    await endSessions(tx, me, me.id, 'REVOKED', { id: input.sessionId });
    return { sessionId: input.sessionId };
  });
}
