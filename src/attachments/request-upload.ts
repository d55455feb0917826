import { lockUser } from '../accounts/lock-user.js';
import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { conversationFor } from '../messaging/conversation-access.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { mostUnsent } from './rules.js';

export interface WantedUpload {
  conversationId: string;
  name: string;
  bytes: number;
  isVoice: boolean;
  durationMs?: number | null | undefined;
}

/** Makes room for a file. Its bytes come over HTTP, to a link that is given for it. */
export async function requestUpload(context: Context, input: WantedUpload): Promise<{ attachmentId: string }> {
  const me = userOf(context);
  const { conversationId, name, bytes, isVoice, durationMs = null } = input;
  return write(context, async (tx) => {
    const conversation = await conversationFor(tx, me, conversationId);
    authorize(me, 'requestUpload', conversation.about);
    if (conversation.status === 'CLOSED') throw new Refusal('CONVERSATION_CLOSED');
    refuseTooLarge(bytes, context.app.config.limits.LIMIT_UPLOAD_BYTES);
    await lockUser(tx, me.id);
    const unsent = { uploaderId: me.id, messageId: null, state: { not: 'REMOVED' } } as const;
    if ((await tx.attachment.count({ where: unsent })) >= mostUnsent) throw new Refusal('TOO_MANY_UPLOADS');
    const { id } = await tx.attachment.create({
      data: { conversationId, uploaderId: me.id, name, bytes, isVoice, durationMs },
      select: { id: true },
    });
    return { attachmentId: id };
  });
}

function refuseTooLarge(bytes: number, most: number): void {
  if (bytes > most) throw new Refusal('FILE_TOO_LARGE', { field: 'bytes', message: `A file may have ${most} bytes.` });
}
