import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { lockMessage } from './message-access.js';
import { messageEdited } from './message-events.js';

export interface MessageChange {
  messageId: string;
  body: string;
  expectedVersion?: number | null | undefined;
}

/** What it said before is kept. The same text again does nothing. */
export async function editMessage(context: Context, input: MessageChange): Promise<{ messageId: string }> {
  const me = userOf(context);
  const { messageId, body } = input;
  return write(context, async (tx) => {
    const { message, conversation, about } = await lockMessage(tx, me, messageId);
    authorize(me, 'editMessage', about);
    refuseOtherVersion(input.expectedVersion, message.version);
    if (message.deletedAt !== null) throw new Refusal('MESSAGE_DELETED');
    if (conversation.status === 'CLOSED') throw new Refusal('CONVERSATION_CLOSED');
    if (message.body === body) return { messageId };
    const { version, sequence, conversationId } = message;
    await tx.messageVersion.create({ data: { messageId, version, body: message.body, changedById: me.id } });
    await tx.message.update({ where: { id: messageId }, data: { body, editedAt: new Date(), version: version + 1 } });
    append(tx, messageEdited(me, { conversationId, messageId, sequence, version: version + 1 }));
    return { messageId };
  });
}
