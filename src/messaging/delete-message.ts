import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { lockMessage } from './message-access.js';
import { messageDeleted } from './message-events.js';

/** Its text is gone for everybody, its number stays. The property keeps what it said. Deleting twice does nothing. */
export async function deleteMessage(context: Context, messageId: string): Promise<{ messageId: string }> {
  const me = userOf(context);
  return write(context, async (tx) => {
    const { message, about } = await lockMessage(tx, me, messageId);
    authorize(me, 'deleteMessage', about);
    if (message.deletedAt !== null) return { messageId };
    const { version, sequence, conversationId } = message;
    await tx.messageVersion.create({ data: { messageId, version, body: message.body, changedById: me.id } });
    await tx.message.update({
      where: { id: messageId },
      data: { body: '', deletedAt: new Date(), version: version + 1 },
    });
    await tx.attachment.updateMany({ where: { messageId }, data: { state: 'REMOVED' } });
    append(tx, messageDeleted(me, { conversationId, messageId, sequence, version: version + 1 }));
    return { messageId };
  });
}
