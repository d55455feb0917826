import { randomUUID } from 'node:crypto';
import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import type { PropertyRole } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { invitationRevoked, memberInvited } from './events.js';
import { invitationDays, invitationHash, invitationToken } from './invitation-token.js';
import { lockProperty } from './lock-property.js';

export interface NewInvitation {
  propertyId: string;
  email: string;
  role: PropertyRole;
}

/**
 * The same answer whether or not the address has an account. An older open invitation of the address is taken back: one
 * link is valid, the newest.
 */
export async function inviteMember(context: Context, input: NewInvitation): Promise<{ invitationId: string }> {
  const { propertyId, email, role } = input;
  authorize(context.actor, 'inviteMember', { propertyId, roles: [role] });
  const me = userOf(context);
  return write(context, async (tx) => {
    await lockProperty(tx, propertyId, { id: true });
    if ((await tx.membership.count({ where: { propertyId, user: { email } } })) > 0)
      throw new Refusal('ALREADY_MEMBER', { field: 'email' });
    const older = await tx.invitation.findMany({
      where: { propertyId, email, acceptedAt: null, revokedAt: null },
      select: { id: true, role: true },
    });
    authorize(me, 'inviteMember', { propertyId, roles: [role, ...older.map((invitation) => invitation.role)] });
    const olderIds = older.map(({ id }) => id);
    await tx.invitation.updateMany({ where: { id: { in: olderIds } }, data: { revokedAt: new Date() } });
    const invitationId = randomUUID();
    await tx.invitation.create({
      data: {
        id: invitationId,
        propertyId,
        email,
        role,
        tokenHash: invitationHash(invitationToken(context.app.config.auth.secret, invitationId)),
        invitedById: me.id,
        expiresAt: new Date(Date.now() + invitationDays * 86_400_000),
      },
    });
    append(
      tx,
      ...olderIds.map((id) => invitationRevoked(me, { propertyId, invitationId: id })),
      memberInvited(me, { propertyId, invitationId, role }),
    );
    return { invitationId };
  });
}
