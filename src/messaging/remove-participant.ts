import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { takeOut } from './take-out.js';

export async function removeParticipant(context: Context, input: { conversationId: string; userId: string }) {
  const me = userOf(context);
  const { conversationId, userId } = input;
  return write(context, async (tx) => {
    const conversation = await lockConversation(tx, me, conversationId);
    authorize(me, 'removeParticipant', conversation.about);
    await takeOut(tx, me, conversation, userId);
    return { conversationId, userId };
  });
}
