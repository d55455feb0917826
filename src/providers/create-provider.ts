import { actorOf, type Context } from '../context.js';
import { isUniqueViolation } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import type { ProviderKind } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { lockProperty } from '../properties/lock-property.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { tellAvailability } from './affected-offerings.js';
import { providerCreated } from './events.js';

export interface NewProvider {
  propertyId: string;
  name: string;
  kind: ProviderKind;
  /** A member of the property. */
  memberId?: string | null | undefined;
}

export async function createProvider(context: Context, input: NewProvider): Promise<{ providerId: string }> {
  const actor = actorOf(context);
  const { propertyId, name, kind, memberId } = input;
  authorize(actor, 'createProvider', { propertyId });
  return write(context, async (tx) => {
    await lockProperty(tx, propertyId, { id: true });
    const member = memberId == null ? null : await tx.membership.findUnique({ where: { id: memberId, propertyId } });
    if (memberId != null && member === null)
      throw new Refusal('INVALID_INPUT', { field: 'memberId', message: 'They do not work here.' });
    const userId = member?.userId ?? null;
    const { id: providerId } = await tx.provider.create({
      data: { propertyId, name, kind, userId },
      select: { id: true },
    });
    append(tx, providerCreated(actor, { propertyId, providerId, userId }));
    await tellAvailability(tx, { propertyId, kind }, null);
    return { providerId };
  }).catch((error: unknown) => {
    throw isUniqueViolation(error)
      ? new Refusal('INVALID_INPUT', { field: 'memberId', message: 'They are a provider here already.' })
      : error;
  });
}
