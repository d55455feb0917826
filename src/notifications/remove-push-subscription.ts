import { encodeGlobalID } from '@pothos/plugin-relay';
import { type Context, userOf } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';

export async function removePushSubscription(context: Context, id: string): Promise<{ removedId: string }> {
  authorize(context.actor, 'removePushSubscription');
  const { id: userId } = userOf(context);
  return write(context, async (tx) => {
    const { count } = await tx.pushSubscription.deleteMany({ where: { id, userId } });
    if (count === 0) throw new Fault('NOT_FOUND');
    return { removedId: encodeGlobalID('PushSubscription', id) };
  });
}
