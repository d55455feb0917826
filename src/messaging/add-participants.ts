import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { addToConversation } from './add-to-conversation.js';
import { lockConversation } from './conversation-access.js';
import { reachablePeople } from './reachable.js';

export async function addParticipants(context: Context, input: { conversationId: string; userIds: readonly string[] }) {
  const me = userOf(context);
  const { conversationId, userIds } = input;
  return write(context, async (tx) => {
    const conversation = await lockConversation(tx, me, conversationId);
    const { kind, propertyId } = conversation;
    authorize(me, 'addParticipants', conversation.about);
    if (kind === 'GUEST_GUEST') throw new Refusal('FIXED_PARTICIPANTS');
    const people = await reachablePeople(tx, me, userIds, propertyId, 'userIds');
    if (kind === 'STAFF_STAFF' && people.some(({ isStaff }) => !isStaff))
      throw new Refusal('INVALID_INPUT', { field: 'userIds', message: 'Only those who work there can take part.' });
    await addToConversation(
      tx,
      me,
      conversation,
      people.map(({ id, isStaff }) => ({ userId: id, role: isStaff ? 'STAFF' : 'PARTICIPANT' })),
    );
    return { conversationId };
  });
}
