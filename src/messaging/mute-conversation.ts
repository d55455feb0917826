import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { conversationFor } from './conversation-access.js';
import { conversationMuted } from './events.js';

export interface Muting {
  conversationId: string;
  muted: boolean;
  until?: Date | null | undefined;
}

/** For those who take part: others hear nothing of it anyway. */
export async function muteConversation(context: Context, { conversationId, muted, until }: Muting) {
  const me = userOf(context);
  return write(context, async (tx) => {
    const { about, role } = await conversationFor(tx, me, conversationId);
    authorize(me, 'muteConversation', about);
    if (role === null) throw new Fault('NOT_FOUND');
    const mutedUntil = (muted && until) || null;
    if (mutedUntil !== null && mutedUntil <= new Date())
      throw new Refusal('INVALID_INPUT', { field: 'until', message: 'A time to come is expected.' });
    await tx.participant.update({
      where: { conversationId_userId: { conversationId, userId: me.id } },
      data: { muted, mutedUntil },
    });

    append(
      tx,
      conversationMuted(me, { conversationId, userId: me.id, muted, mutedUntil: mutedUntil?.toISOString() ?? null }),
    );
    return { conversationId };
  });
}
