import { deviceName } from '../accounts/device-name.js';
import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { isPushEndpoint } from './channels/push-endpoint.js';

const most = 20;

/** Whoever signs in on a browser gets what is for them there, and whoever did before gets nothing there any more. */
export async function registerPushSubscription(
  context: Context,
  { endpoint, p256dh, auth }: { endpoint: string; p256dh: string; auth: string },
): Promise<{ id: string }> {
  authorize(context.actor, 'registerPushSubscription');
  const { id: userId } = userOf(context);
  if (!isPushEndpoint(endpoint, context.app.config.pushAnywhere))
    throw new Refusal('INVALID_INPUT', { field: 'endpoint', message: 'The address of a push service is expected.' });
  const data = { userId, p256dh, auth, device: deviceName(context.request.userAgent) };
  return write(context, async (tx) => {
    const { id } = await tx.pushSubscription.upsert({
      where: { endpoint },
      create: { ...data, endpoint },
      update: data,
      select: { id: true },
    });
    // The oldest make room.
    const surplus = await tx.pushSubscription.findMany({
      where: { userId, id: { not: id } },
      orderBy: { id: 'desc' },
      skip: most - 1,
      select: { id: true },
    });
    await tx.pushSubscription.deleteMany({ where: { id: { in: surplus.map((row) => row.id) } } });
    return { id };
  });
}
