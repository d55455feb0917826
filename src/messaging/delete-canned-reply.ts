import { actorOf, type Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';

export async function deleteCannedReply(context: Context, cannedReplyId: string): Promise<{ cannedReplyId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const found = await tx.cannedReply.findUnique({ where: { id: cannedReplyId }, select: { propertyId: true } });
    if (found === null) throw new Fault('NOT_FOUND');
    authorize(actor, 'deleteCannedReply', found);
    await tx.cannedReply.deleteMany({ where: { id: cannedReplyId } });
    return { cannedReplyId };
  });
}
