import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { conversationFor } from './conversation-access.js';

export async function setTyping(context: Context, input: { conversationId: string; typing: boolean }) {
  const me = userOf(context);
  const { conversationId, typing } = input;
  const { database, typists } = context.app;
  authorize(me, 'setTyping', (await conversationFor(database.prisma, me, conversationId)).about);
  if (typing) typists.started(conversationId, me.id);
  else typists.stopped(conversationId, me.id);
  return { conversationId };
}
