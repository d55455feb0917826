import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';

/** From here on it can be sent. Doing it twice does nothing. */
export async function completeUpload(context: Context, attachmentId: string): Promise<{ attachmentId: string }> {
  const me = userOf(context);
  return write(context, async (tx) => {
    const found = await tx.attachment.findUnique({ where: { id: attachmentId, state: { not: 'REMOVED' } } });
    if (found === null) throw new Fault('NOT_FOUND');
    authorize(me, 'completeUpload', { ownerIds: found.uploaderId === null ? [] : [found.uploaderId] });
    const { count } = await tx.attachment.updateMany({
      where: { id: attachmentId, state: { in: ['STORED', 'READY'] } },
      data: { state: 'READY' },
    });
    if (count === 0) throw new Refusal('UPLOAD_MISSING');
    return { attachmentId };
  });
}
