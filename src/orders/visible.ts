import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { ownOrAtWork, workplacesOf } from '../offerings/visible.js';
import { visibleProperties } from '../properties/visible.js';

/** One's own, and those of the properties where one works. */
export function visibleOrders(actor: Actor | null): Prisma.OrderWhereInput {
  return ownOrAtWork(actor, 'order', (guestId) => ({ guestId }));
}

/** The menus of the properties that one may see; what is on none any more, for those who work there alone. */
export function visibleMenuItems(actor: Actor | null): Prisma.MenuItemWhereInput {
  const onMenu: Prisma.MenuItemWhereInput = { status: { not: 'ARCHIVED' }, property: visibleProperties(actor) };
  const ids = workplacesOf(actor, 'order');
  return ids === 'all' ? {} : { OR: [onMenu, { propertyId: { in: ids } }] };
}
