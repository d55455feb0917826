import { accessChanged } from '../accounts/events.js';
import { type Context, userOf } from '../context.js';
import { isUniqueViolation } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import type { PropertyKind } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { memberJoined, propertyCreated } from './events.js';

export interface NewProperty {
  name: string;
  slug: string;
  kind: PropertyKind;
  timeZone: string;
  currency: string;
  description?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  address?: string | null | undefined;
  website?: string | null | undefined;
}

/** Whoever makes it owns it. */
export async function createProperty(context: Context, input: NewProperty): Promise<{ propertyId: string }> {
  authorize(context.actor, 'createProperty');
  const me = userOf(context);
  return write(context, async (tx) => {
    const { id } = await tx.property.create({
      data: {
        name: input.name,
        slug: input.slug,
        kind: input.kind,
        timeZone: input.timeZone,
        currency: input.currency,
        description: input.description ?? '',
        email: input.email ?? null,
        phone: input.phone ?? null,
        address: input.address ?? null,
        website: input.website ?? null,
        settings: { create: {} },
      },
      select: { id: true },
    });
    const member = await tx.membership.create({
      data: { propertyId: id, userId: me.id, role: 'OWNER' },
      select: { id: true },
    });
    append(
      tx,
      propertyCreated(me, { propertyId: id }),
      memberJoined(me, { propertyId: id, memberId: member.id, userId: me.id, role: 'OWNER' }),
      accessChanged(me, { userId: me.id, reason: 'MEMBERSHIP_CHANGED' }),
    );
    return { propertyId: id };
  }).catch(asSlugTaken);
}

/** The only thing that two properties cannot have alike. */
export function asSlugTaken(error: unknown): never {
  throw isUniqueViolation(error) ? new Refusal('SLUG_TAKEN', { field: 'slug' }) : error;
}
