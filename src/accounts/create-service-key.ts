import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import type { Scope } from '../policy/rule.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { serviceKeyCreated } from './events.js';
import { newSecret, serviceKeyPrefix } from './tokens.js';

export interface NewServiceKey {
  name: string;
  scopes: readonly Scope[];
  propertyId?: string | null | undefined;
  expiresAt?: Date | null | undefined;
}

/** For a program. The secret is in this answer and nowhere else: who loses it makes another key. */
export async function createServiceKey(
  context: Context,
  input: NewServiceKey,
): Promise<{ serviceKeyId: string; secret: string }> {
  authorize(context.actor, 'createServiceKey');
  const me = userOf(context);
  if (input.scopes.length === 0)
    throw new Refusal('INVALID_INPUT', { field: 'scopes', message: 'A key without a scope is of no use.' });
  if (input.expiresAt != null && input.expiresAt <= new Date())
    throw new Refusal('INVALID_INPUT', { field: 'expiresAt', message: 'A key cannot expire in the past.' });
  const { secret, hash } = newSecret(serviceKeyPrefix);
  return write(context, async (tx) => {
    const propertyId = input.propertyId ?? null;
    if (propertyId !== null && (await tx.property.count({ where: { id: propertyId } })) === 0)
      throw new Fault('NOT_FOUND');
    const { id } = await tx.serviceKey.create({
      data: {
        name: input.name,
        prefix: secret.slice(0, 12),
        hash,
        scopes: [...new Set(input.scopes)].sort(),
        propertyId,
        expiresAt: input.expiresAt ?? null,
        createdById: me.id,
      },
      select: { id: true },
    });
    append(tx, serviceKeyCreated(me, { userId: me.id, serviceKeyId: id }));
    return { serviceKeyId: id, secret };
  });
}
