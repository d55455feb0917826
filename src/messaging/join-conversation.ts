import { type Context, userOf } from '../context.js';
import { Fault } from '../errors.js';
import { authorize, may } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { addToConversation } from './add-to-conversation.js';
import { lockConversation } from './conversation-access.js';

/**
 * Anybody can join a room that belongs to no property, by its id. At a property, those who work there can join every
 * conversation; guests are added. Joining twice does nothing.
 */
export async function joinConversation(context: Context, conversationId: string): Promise<{ conversationId: string }> {
  authorize(context.actor, 'joinConversation');
  const me = userOf(context);
  return write(context, async (tx) => {
    const conversation = await lockConversation(tx, me, conversationId);
    const { kind, propertyId, about } = conversation;
    const isOpen = kind === 'ROOM' && propertyId === null;
    if (!isOpen && !may(me, 'conversation', about)) throw new Fault('NOT_FOUND');
    const isStaff = propertyId !== null && me.memberships.has(propertyId);
    await addToConversation(tx, me, conversation, [{ userId: me.id, role: isStaff ? 'STAFF' : 'PARTICIPANT' }]);
    return { conversationId };
  });
}
