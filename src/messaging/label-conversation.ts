import { actorOf, type Context } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { conversationLabelled } from './inbox-events.js';

/** These labels and no others. The guests of the conversation see nothing of it. */
export async function labelConversation(context: Context, input: { conversationId: string; labels: string[] }) {
  const actor = actorOf(context);
  const { conversationId, labels } = input;
  return write(context, async (tx) => {
    const { about, propertyId } = await lockConversation(tx, actor, conversationId);
    authorize(actor, 'labelConversation', about);
    if (propertyId === null)
      throw new Refusal('INVALID_INPUT', { field: 'conversationId', message: 'It belongs to no property.' });
    await tx.conversation.update({ where: { id: conversationId }, data: { labels } });
    append(tx, conversationLabelled(actor, { conversationId, propertyId, labels }));
    return { conversationId };
  });
}
