import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { lockMessage } from './message-access.js';
import { reactionAdded, reactionRemoved } from './reaction-events.js';

export interface NewReaction {
  messageId: string;
  emoji: string;
}

const mostOfOne = 20;

/** The same reaction twice does nothing. */
export async function addReaction(context: Context, { messageId, emoji }: NewReaction): Promise<{ messageId: string }> {
  const me = userOf(context);
  return write(context, async (tx) => {
    const { message, conversation } = await lockMessage(tx, me, messageId);
    authorize(me, 'addReaction', conversation.about);
    if (message.deletedAt !== null) throw new Refusal('MESSAGE_DELETED');
    if ((await tx.reaction.count({ where: { messageId, userId: me.id } })) >= mostOfOne)
      throw new Refusal('INVALID_INPUT', { field: 'emoji', message: `At most ${mostOfOne} reactions to one message.` });
    const { count } = await tx.reaction.createMany({
      data: [{ messageId, userId: me.id, emoji }],
      skipDuplicates: true,
    });
    const { id: conversationId } = conversation;
    if (count > 0) append(tx, reactionAdded(me, { conversationId, messageId, userId: me.id, emoji }));
    return { messageId };
  });
}

/** Taking back what is not there does nothing. */
export async function removeReaction(context: Context, { messageId, emoji }: NewReaction) {
  const me = userOf(context);
  return write(context, async (tx) => {
    const { conversation } = await lockMessage(tx, me, messageId);
    authorize(me, 'removeReaction', conversation.about);
    const { count } = await tx.reaction.deleteMany({ where: { messageId, userId: me.id, emoji } });
    const { id: conversationId } = conversation;
    if (count > 0) append(tx, reactionRemoved(me, { conversationId, messageId, userId: me.id, emoji }));
    return { messageId };
  });
}
