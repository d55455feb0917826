import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { takeOut } from './take-out.js';

/** Leaving what one does not take part in does nothing. */
export async function leaveConversation(context: Context, conversationId: string): Promise<{ conversationId: string }> {
  const me = userOf(context);
  return write(context, async (tx) => {
    const conversation = await lockConversation(tx, me, conversationId);
    authorize(me, 'leaveConversation', conversation.about);
    if (conversation.role !== null) await takeOut(tx, me, conversation, me.id);
    return { conversationId };
  });
}
