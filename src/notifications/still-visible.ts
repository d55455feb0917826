import { actorFields, userActor } from '../accounts/user-actor.js';
import type { UserActor } from '../actor.js';
import { visibleAlerts } from '../alerts/visible.js';
import { visibleBookings } from '../bookings/visible.js';
import type { Database } from '../database/client.js';
import { visibleConversations } from '../messaging/visible.js';
import { visibleOfferings } from '../offerings/visible.js';
import { visibleOrders } from '../orders/visible.js';
import { visiblePayments } from '../payments/visible.js';
import { visibleProperties } from '../properties/visible.js';
import { visibleProviders } from '../providers/visible.js';

type Prisma = Database['prisma'];

/** By the type of a subject: whether somebody may see it. What is not listed is for who was told of it, whatever comes. */
const seen: Readonly<Record<string, (prisma: Prisma, id: string, actor: UserActor) => Promise<number>>> = {
  Alert: (prisma, id, actor) => prisma.alert.count({ where: { id, AND: [visibleAlerts(actor)] } }),
  Booking: (prisma, id, actor) => prisma.booking.count({ where: { id, AND: [visibleBookings(actor)] } }),
  Conversation: (prisma, id, actor) => prisma.conversation.count({ where: { id, AND: [visibleConversations(actor)] } }),
  Offering: (prisma, id, actor) => prisma.offering.count({ where: { id, AND: [visibleOfferings(actor)] } }),
  Property: (prisma, id, actor) => prisma.property.count({ where: { id, AND: [visibleProperties(actor)] } }),
  Order: (prisma, id, actor) => prisma.order.count({ where: { id, AND: [visibleOrders(actor)] } }),
  Payment: (prisma, id, actor) => prisma.payment.count({ where: { id, AND: [visiblePayments(actor)] } }),
  Provider: (prisma, id, actor) => prisma.provider.count({ where: { id, AND: [visibleProviders(actor)] } }),
};

/** Whether somebody may see what they are about to be told of, with the rights of this moment. */
export async function isStillVisible(
  { prisma }: Pick<Database, 'prisma'>,
  userId: string,
  subject: { type: string | null; id: string | null },
): Promise<boolean> {
  const look = subject.type === null ? undefined : seen[subject.type];
  if (look === undefined || subject.id === null) return true;
  const user = await prisma.user.findUnique({ where: { id: userId }, select: actorFields });
  if (user?.status !== 'ACTIVE') return false;
  const actor = userActor(user, { sessionId: null, tokenExpiresAt: new Date() });
  return (await look(prisma, subject.id, actor)) > 0;
}
