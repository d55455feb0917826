import { type Context, userOf } from '../context.js';
import { conversationFor } from '../messaging/conversation-access.js';
import { authorize } from '../policy/authorize.js';

/** Whoever looks at something says so again within this time. */
export const viewingMs = 30_000;

export const viewingTopic = (conversationId: string): string => `viewing:conversation:${conversationId}`;

interface Input {
  conversationId: string;
  viewing: boolean;
  /** Of several windows, each looks for itself. */
  windowId?: string | null | undefined;
}

export async function setViewing(context: Context, { conversationId, viewing, windowId }: Input) {
  const me = userOf(context);
  const { database, leases, log } = context.app;
  authorize(me, 'setViewing', (await conversationFor(database.prisma, me, conversationId)).about);
  const topic = viewingTopic(conversationId);
  const holder = windowId == null ? me.id : `${me.id}:${windowId}`;
  const told = viewing ? leases.hold(topic, holder, me.id, viewingMs) : leases.release(topic, holder);
  // At most once: while Redis is down, nobody hears it.
  await told.catch((error: unknown) => log.debug({ err: error }, 'Who views was not told'));
  return { conversationId };
}
