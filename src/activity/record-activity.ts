import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { activityRecorded } from './events.js';

export interface Interaction {
  propertyId: string | null;
  action: string;
  node: { typename: string; id: string } | null;
}

/** So many at once, and one each second: what people do, not what programs do. */
const rate = { capacity: 30, perSecond: 1 } as const;

export async function recordActivity(context: Context, input: Interaction): Promise<{ activityId: string }> {
  authorize(context.actor, 'recordActivity');
  const me = userOf(context);
  const { propertyId, action, node } = input;
  if (propertyId !== null && me.role === 'USER' && !me.memberships.has(propertyId)) throw new Fault('NOT_FOUND');
  const { allowed, retryAfterMs } = await context.app.rates.take('activity', me.key, rate);
  if (!allowed) throw new Refusal('RATE_LIMITED', { retryAfterMs });
  return write(context, async (tx) => {
    if (propertyId !== null && (await tx.property.count({ where: { id: propertyId } })) === 0)
      throw new Fault('NOT_FOUND');
    const { id: activityId } = await tx.activity.create({
      data: {
        kind: 'INTERACTION',
        userId: me.id,
        propertyId,
        action,
        nodeType: node?.typename ?? null,
        nodeId: node?.id ?? null,
      },
      select: { id: true },
    });
    append(tx, activityRecorded(me, { activityId, userId: me.id, propertyId }));
    return { activityId };
  });
}
