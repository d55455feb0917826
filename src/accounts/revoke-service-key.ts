import { type Context, userOf } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { serviceKeyRevoked } from './events.js';

/** From the next request on the key is refused. Revoking it a second time does nothing. */
export async function revokeServiceKey(
  context: Context,
  input: { serviceKeyId: string },
): Promise<{ serviceKeyId: string }> {
  authorize(context.actor, 'revokeServiceKey');
  const me = userOf(context);
  return write(context, async (tx) => {
    const id = input.serviceKeyId;
    const { count } = await tx.serviceKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count > 0) append(tx, serviceKeyRevoked(me, { userId: me.id, serviceKeyId: id }));
    else if ((await tx.serviceKey.count({ where: { id } })) === 0) throw new Fault('NOT_FOUND');
    return { serviceKeyId: id };
  });
}
