import { actorOf, type Context } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { invitationRevoked } from './events.js';
import { lockProperty } from './lock-property.js';

export async function revokeInvitation(context: Context, invitationId: string): Promise<{ invitationId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const found = await tx.invitation.findUnique({
      where: { id: invitationId },
      select: { propertyId: true, role: true },
    });
    if (found === null) throw new Fault('NOT_FOUND');
    const { propertyId, role } = found;
    authorize(actor, 'revokeInvitation', { propertyId, roles: [role] });
    await lockProperty(tx, propertyId, { id: true });
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw new Refusal('INVITATION_NOT_VALID', { message: 'This invitation is not open any more.' });
    append(tx, invitationRevoked(actor, { propertyId, invitationId }));
    return { invitationId };
  });
}
