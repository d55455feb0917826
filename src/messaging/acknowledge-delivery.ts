import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { conversationFor } from './conversation-access.js';
import { moveWatermark } from './move-watermark.js';
import { sequenceIn } from './sequence-in.js';

/** A client says that a message has arrived, and so everything before it. */
export async function acknowledgeDelivery(context: Context, input: { conversationId: string; messageId: string }) {
  const me = userOf(context);
  const { database } = context.app;
  const { conversationId, messageId } = input;
  const { about, propertyId } = await conversationFor(database.prisma, me, conversationId);
  authorize(me, 'acknowledgeDelivery', about);
  const sequence = await sequenceIn(database.prisma, conversationId, messageId);
  await moveWatermark(database, me, { conversationId, propertyId, kind: 'DELIVERED', sequence });
  return { conversationId };
}
