import type { Transaction } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import { invitationRevoked } from './events.js';

/** Whoever may not invite any more must not come back through a link that they made before. */
export async function revokeInvitationsOf(
  tx: Transaction,
  actor: EventActor,
  propertyId: string,
  invitedById: string,
): Promise<void> {
  const open = await tx.invitation.findMany({
    where: { propertyId, invitedById, acceptedAt: null, revokedAt: null },
    select: { id: true },
  });
  await tx.invitation.updateMany({
    where: { id: { in: open.map(({ id }) => id) } },
    data: { revokedAt: new Date() },
  });
  append(tx, ...open.map(({ id }) => invitationRevoked(actor, { propertyId, invitationId: id })));
}
