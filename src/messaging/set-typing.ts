import type { App } from '../app.js';
import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { conversationFor } from './conversation-access.js';

/** Somebody who says nothing more for so long has stopped. */
const typingMs = 2_000;

export const typingTopic = (conversationId: string): string => `typing:${conversationId}`;

export async function setTyping(context: Context, input: { conversationId: string; typing: boolean }) {
  const me = userOf(context);
  const { conversationId, typing } = input;
  const { database, leases } = context.app;
  authorize(me, 'setTyping', (await conversationFor(database.prisma, me, conversationId)).about);
  if (!typing) stopTyping(context.app, conversationId, me.id);
  else await leases.hold(typingTopic(conversationId), me.id, me.id, typingMs).catch(() => warn(context.app));
  return { conversationId };
}

/** Nobody waits for it: when it fails, the lease ends by itself. */
export function stopTyping(app: App, conversationId: string, userId: string): void {
  app.leases.release(typingTopic(conversationId), userId).catch(() => warn(app));
}

const warn = ({ log }: App) => log.debug('Who types is not told while Redis is down');
