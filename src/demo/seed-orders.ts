import type { Transaction } from '../database/transaction.js';
import type { OrderStatus } from '../generated/prisma/enums.js';
import { menuItemCreated, orderPlaced, orderStatusChanged } from '../orders/events.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import type { DemoMenuItem } from './business.js';
import { businesses } from './businesses/index.js';
import { demoId } from './demo-id.js';

/** What can be ordered at the five businesses, and what those who are there have ordered: a board with some work on it. */
export async function seedOrders(tx: Transaction): Promise<void> {
  for (const { slug, menu, currency } of businesses) {
    const propertyId = demoId(`property ${slug}`);
    const idOf = ({ name }: DemoMenuItem) => demoId(`menu ${slug} ${name}`);
    await tx.menuItem.createMany({ data: menu.map((item) => ({ ...item, id: idOf(item), propertyId })) });
    for (const item of menu) append(tx, menuItemCreated(system, { propertyId, menuItemId: idOf(item), version: 1 }));
    const guests = await tx.booking.findMany({
      where: { propertyId, status: { in: ['CHECKED_IN', 'CONFIRMED'] } },
      orderBy: { code: 'asc' },
      take: board.length,
    });
    for (const [index, { id: bookingId, guestId }] of guests.entries()) {
      const steps = board[index] ?? [];
      const items = menu.slice(index % 2, (index % 2) + 2);
      const orderId = demoId(`order ${slug} ${index}`);
      await tx.order.create({
        data: {
          id: orderId,
          code: `DEM${index + 2}-${slug.slice(0, 4).toUpperCase()}`,
          propertyId,
          bookingId,
          guestId,
          status: steps.at(-1) ?? 'PLACED',
          version: steps.length + 1,
          currency,
          totalAmount: items.reduce((sum, { priceAmount }) => sum + priceAmount * (index + 1), 0),
          lines: {
            create: items.map((item, place) => ({
              position: place + 1,
              menuItemId: idOf(item),
              name: item.name,
              priceAmount: item.priceAmount,
              quantity: index + 1,
            })),
          },
        },
      });
      const about = { propertyId, orderId, bookingId, guestId };
      append(tx, orderPlaced(guestId === null ? system : { key: `user:${guestId}` }, { ...about, version: 1 }));
      for (const [step, to] of steps.entries())
        append(
          tx,
          orderStatusChanged(system, {
            ...about,
            from: steps[step - 1] ?? 'PLACED',
            to,
            reason: null,
            version: step + 2,
          }),
        );
    }
  }
}

/** How far each of them is. */
const board: readonly OrderStatus[][] = [
  ['ACCEPTED', 'PREPARING', 'READY', 'DELIVERED'],
  ['ACCEPTED', 'PREPARING'],
  [],
];
