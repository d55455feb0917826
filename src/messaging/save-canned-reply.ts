import { actorOf, type Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';

export interface NewCannedReply {
  propertyId: string;
  title: string;
  body: string;
  keyword?: string | null | undefined;
}

/** Makes it, or gives the one of this title another text. */
export async function saveCannedReply(context: Context, input: NewCannedReply) {
  const actor = actorOf(context);
  const { propertyId, title, body } = input;
  const keyword = input.keyword || null;
  authorize(actor, 'saveCannedReply', { propertyId });
  return write(context, async (tx) => {
    // Those who run the platform may, at every property that there is.
    if ((await tx.property.count({ where: { id: propertyId } })) === 0) throw new Fault('NOT_FOUND');
    const { id: cannedReplyId } = await tx.cannedReply.upsert({
      where: { propertyId_title: { propertyId, title } },
      create: { propertyId, title, body, keyword },
      update: { body, keyword, version: { increment: 1 } },
      select: { id: true },
    });
    return { cannedReplyId };
  });
}
