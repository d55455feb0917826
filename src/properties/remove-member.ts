import { accessChanged } from '../accounts/events.js';
import { actorOf, type Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { memberRemoved } from './events.js';
import { refuseLastOwner } from './last-owner.js';
import { lockMember } from './lock-member.js';
import { revokeInvitationsOf } from './revoke-invitations-of.js';

/** Also how people leave by themselves. */
export async function removeMember(
  context: Context,
  memberId: string,
): Promise<{ propertyId: string; memberId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const member = await lockMember(tx, memberId);
    if (member === null) throw new Fault('NOT_FOUND');
    const { propertyId, userId, role } = member;
    authorize(actor, 'removeMember', { propertyId, ownerIds: [userId], roles: [role] });
    if (role === 'OWNER') await refuseLastOwner(tx, propertyId, userId);
    await tx.membership.delete({ where: { id: memberId } });
    await revokeInvitationsOf(tx, actor, propertyId, userId);
    append(
      tx,
      memberRemoved(actor, { propertyId, memberId, userId, role }),
      accessChanged(actor, { userId, reason: 'MEMBERSHIP_REMOVED' }),
    );
    return { propertyId, memberId };
  });
}
