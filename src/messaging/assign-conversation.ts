import { actorOf, type Context } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { alsoFor } from './events.js';
import { conversationAssigned } from './inbox-events.js';

/** To somebody who works at the property, or to nobody. Its guests see nothing of it. */
export async function assignConversation(
  context: Context,
  input: { conversationId: string; assigneeId: string | null },
) {
  const actor = actorOf(context);
  const { conversationId, assigneeId: to } = input;
  return write(context, async (tx) => {
    const { about, propertyId, assigneeId: from } = await lockConversation(tx, actor, conversationId);
    authorize(actor, 'assignConversation', about);
    const worksThere =
      propertyId !== null && (to === null || (await tx.membership.count({ where: { propertyId, userId: to } })) > 0);
    if (!worksThere)
      throw new Refusal('INVALID_INPUT', { field: 'assigneeId', message: 'Somebody who works there is expected.' });
    if (from === to) return { conversationId };
    await tx.conversation.update({ where: { id: conversationId }, data: { assigneeId: to } });
    const event = conversationAssigned(actor, { conversationId, propertyId, from, to });
    append(tx, alsoFor(event, to === null ? [] : [to]));
    return { conversationId };
  });
}
