import { type Context, userOf } from '../context.js';
import { conversationFor } from '../messaging/conversation-access.js';
import { authorize } from '../policy/authorize.js';

/** Whoever looks at something says so again within this time. */
export const viewingMs = 30_000;

export const viewingTopic = (conversationId: string): string => `viewing:conversation:${conversationId}`;

export async function setViewing(context: Context, input: { conversationId: string; viewing: boolean }) {
  const me = userOf(context);
  const { conversationId, viewing } = input;
  const { database, leases, log } = context.app;
  authorize(me, 'setViewing', (await conversationFor(database.prisma, me, conversationId)).about);
  const topic = viewingTopic(conversationId);
  const told = viewing ? leases.hold(topic, me.id, me.id, viewingMs) : leases.release(topic, me.id);
  // At most once: while Redis is down, nobody hears it.
  await told.catch((error: unknown) => log.debug({ err: error }, 'Who views was not told'));
  return { conversationId };
}
