import { accessChanged } from '../accounts/events.js';
import { lockUser } from '../accounts/lock-user.js';
import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { memberJoined } from './events.js';
import { invitationHash } from './invitation-token.js';
import { lockProperty } from './lock-property.js';

/** Every reason why a link does not work sounds the same, so that nothing is learned from links of others. */
export async function acceptInvitation(context: Context, token: string): Promise<{ memberId: string }> {
  authorize(context.actor, 'acceptInvitation');
  const me = userOf(context);
  const tokenHash = invitationHash(token);
  return write(context, async (tx) => {
    const invited = await tx.invitation.findUnique({ where: { tokenHash }, select: { id: true, propertyId: true } });
    if (invited === null) throw new Refusal('INVITATION_NOT_VALID', { field: 'token' });
    const { propertyId } = invited;
    // First the person, then the property, as whoever erases an account does.
    const user = await lockUser(tx, me.id);
    await lockProperty(tx, propertyId, { id: true });
    await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${invited.id}::uuid FOR UPDATE`;
    const invitation = await tx.invitation.findUnique({
      where: { id: invited.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    });
    if (invitation === null || invitation.email !== user.email || user.status !== 'ACTIVE')
      throw new Refusal('INVITATION_NOT_VALID', { field: 'token' });
    if ((await tx.membership.count({ where: { propertyId, userId: me.id } })) > 0) throw new Refusal('ALREADY_MEMBER');
    const { role } = invitation;
    const { id: memberId } = await tx.membership.create({
      data: { propertyId, userId: me.id, role },
      select: { id: true },
    });
    await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: new Date() } });
    append(
      tx,
      memberJoined(me, { propertyId, memberId, userId: me.id, role }),
      accessChanged(me, { userId: me.id, reason: 'MEMBERSHIP_CHANGED' }),
    );
    return { memberId };
  });
}
