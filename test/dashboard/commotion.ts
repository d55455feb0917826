import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app.js';
import { newBookingCode } from '../../src/bookings/booking-code.js';
import type { Property } from '../../src/generated/prisma/client.js';
import { BookingStatus, OrderStatus } from '../../src/generated/prisma/enums.js';
import { anOffering, anOrder, appointments, aUser } from '../support/factories.js';

const dayMs = 86_400_000;

/** Weeks of a property, in no order: bookings, orders, money, conversations, some of it just before or after a midnight. */
export async function someWeeks(app: Pick<App, 'database'>, property: Property, random: () => number): Promise<void> {
  const { prisma } = app.database;
  const below = (most: number) => Math.floor(random() * most);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  /** Up to forty days from now, either way, or within a day. */
  const someTime = () => new Date(Date.now() + (random() * 2 - 1) * pick([40, 40, 1]) * dayMs);
  const past = () => new Date(Math.min(someTime().getTime(), Date.now() - 1));
  const rooms = await anOffering(app, property, { units: 5 });
  const chairs = await anOffering(app, property, { ...appointments, units: 3, priceAmount: 4_000 });
  await anOffering(app, property, { units: 4, status: 'ARCHIVED' });
  const guest = await aUser(app);
  const bookings = [];
  for (let number = 0; number < 60; number++) {
    const offering = pick([rooms, chairs]);
    const nights = offering === rooms ? 1 + below(6) : 0;
    const arrivalOn = new Date(Math.floor(someTime().getTime() / dayMs) * dayMs);
    const startsAt = nights > 0 ? arrivalOn : new Date(arrivalOn.getTime() + 9 * 3_600_000);
    const status = pick(Object.values(BookingStatus));
    const quantity = 1 + below(2);
    const price = 1_000 + below(20_000);
    const departureOn = new Date(arrivalOn.getTime() + nights * dayMs);
    // What counts is what is sold; that nothing is sold twice is proven elsewhere.
    const booking = await prisma.booking.create({
      data: {
        code: newBookingCode(),
        propertyId: property.id,
        offeringId: offering.id,
        guestName: 'Guest',
        from: '',
        to: '',
        status,
        quantity,
        startsAt,
        endsAt: nights > 0 ? departureOn : new Date(startsAt.getTime() + 3_600_000),
        arrivalOn,
        departureOn,
        createdAt: past(),
        unitPriceAmount: price,
        totalAmount: price * quantity * Math.max(1, nights),
        currency: property.currency,
        freeCancellationUntil: startsAt,
      },
    });
    for (const unit of offering.units.slice(0, quantity))
      await prisma.$executeRaw`INSERT INTO allocation (unit_id, during, state, booking_id)
        VALUES (${unit.id}::uuid, tstzrange(${booking.startsAt}, ${booking.endsAt}), 'RELEASED', ${booking.id}::uuid)`;
    bookings.push(booking);
  }
  for (let number = 0; number < 25; number++)
    await anOrder(app, property, {
      status: pick(Object.values(OrderStatus)),
      createdAt: past(),
      currency: property.currency,
    });
  for (let number = 0; number < 20; number++) {
    const { id: bookingId } = pick(bookings);
    const amount = 2_000 + below(9_000);
    const payment = await prisma.payment.create({
      data: { propertyId: property.id, bookingId, gateway: 'desk', amount, currency: property.currency },
    });
    const paidAt = past();
    const entry = (kind: 'CAPTURED' | 'REFUND_REQUESTED' | 'REFUNDED', of: number, at: Date) =>
      prisma.ledgerEntry.create({
        data: {
          paymentId: payment.id,
          kind,
          amount: of,
          cause: randomUUID(),
          part: kind === 'CAPTURED' ? '' : 'a',
          actor: 'system',
          at,
        },
      });
    await entry('CAPTURED', amount, paidAt);
    if (random() < 0.4) {
      const back = new Date(paidAt.getTime() + random() * (Date.now() - paidAt.getTime()));
      await entry('REFUND_REQUESTED', 500, back);
      await entry('REFUNDED', 500, back);
    }
  }
  for (let number = 0; number < 8; number++)
    await aTalkOfWeeks(app, property, guest.id, random, pick(['ACTIVE', 'CLOSED', 'SNOOZED']));
}

/** Guests ask, once or twice in a row; somebody answers, sooner or later; programs speak in between. */
async function aTalkOfWeeks(
  { database: { prisma } }: Pick<App, 'database'>,
  property: Property,
  guestId: string,
  random: () => number,
  status: 'ACTIVE' | 'CLOSED' | 'SNOOZED',
): Promise<void> {
  let at = Date.now() - random() * 30 * dayMs;
  const messages: Array<{ senderKind: 'GUEST' | 'STAFF' | 'SYSTEM'; createdAt: Date }> = [];
  while (at < Date.now() && messages.length < 60) {
    const senderKind = (['GUEST', 'GUEST', 'STAFF', 'SYSTEM'] as const)[Math.floor(random() * 4)] ?? 'GUEST';
    messages.push({ senderKind, createdAt: new Date(at) });
    at += random() * (random() < 0.3 ? 2 * dayMs : 3_600_000);
  }
  const last = messages.at(-1)?.createdAt ?? new Date();
  const { id } = await prisma.conversation.create({
    data: {
      kind: 'GUEST_STAFF',
      propertyId: property.id,
      startedById: guestId,
      lastSequence: messages.length,
      lastActivityAt: last,
    },
  });
  await prisma.message.createMany({
    data: messages.map(({ senderKind, createdAt }, index) => ({
      conversationId: id,
      sequence: index + 1,
      senderKind,
      type: senderKind === 'SYSTEM' ? ('SYSTEM' as const) : ('TEXT' as const),
      body: 'Hello',
      clientMessageId: `${id} ${index}`,
      createdAt,
    })),
  });
  if (status !== 'ACTIVE') await prisma.conversation.update({ where: { id }, data: { status } });
}
