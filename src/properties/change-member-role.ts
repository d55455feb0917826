import { accessChanged } from '../accounts/events.js';
import { actorOf, type Context } from '../context.js';
import { Fault } from '../errors.js';
import type { PropertyRole } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { memberRoleChanged } from './events.js';
import { refuseLastOwner } from './last-owner.js';
import { lockMember } from './lock-member.js';
import { revokeInvitationsOf } from './revoke-invitations-of.js';

export interface RoleChange {
  memberId: string;
  role: PropertyRole;
  expectedVersion?: number | null | undefined;
}

export async function changeMemberRole(context: Context, input: RoleChange): Promise<{ memberId: string }> {
  const actor = actorOf(context);
  const { memberId, role } = input;
  return write(context, async (tx) => {
    const member = await lockMember(tx, memberId);
    if (member === null) throw new Fault('NOT_FOUND');
    const { propertyId, userId } = member;
    authorize(actor, 'changeMemberRole', { propertyId, roles: [member.role, role] });
    refuseOtherVersion(input.expectedVersion, member.version);
    if (member.role === role) return { memberId };
    if (member.role === 'OWNER') await refuseLastOwner(tx, propertyId, userId);
    const { version } = await tx.membership.update({
      where: { id: memberId },
      data: { role, version: { increment: 1 } },
      select: { version: true },
    });
    if (member.role === 'OWNER' || role === 'STAFF') await revokeInvitationsOf(tx, actor, propertyId, userId);
    append(
      tx,
      memberRoleChanged(actor, { propertyId, memberId, userId, from: member.role, to: role, version }),
      accessChanged(actor, { userId, reason: 'MEMBERSHIP_CHANGED' }),
    );
    return { memberId };
  });
}
