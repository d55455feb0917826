import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../src/accounts/password.js';
import { signAccessToken } from '../../src/accounts/tokens.js';
import type { App } from '../../src/app.js';
import { newBookingCode } from '../../src/bookings/booking-code.js';
import type {
  Booking,
  Membership,
  MenuItem,
  Offering,
  Order,
  Payment,
  Property,
  Unit,
  User,
} from '../../src/generated/prisma/client.js';
import type {
  BookingUncheckedCreateInput,
  MembershipUncheckedCreateInput,
  MenuItemUncheckedCreateInput,
  OfferingUncheckedCreateInput,
  OrderUncheckedCreateInput,
  PaymentUncheckedCreateInput,
  PropertyCreateInput,
  SessionUncheckedCreateInput,
  UserCreateInput,
} from '../../src/generated/prisma/models.js';

/** The password of everybody that `aUser` makes. */
export const password = 'correct horse battery';

// Hashing is slow on purpose: once for a whole test file.
let passwordHash: Promise<string> | undefined;

let made = 0;

/** A person who can sign in with `password`. */
export async function aUser(app: Pick<App, 'database'>, values: Partial<UserCreateInput> = {}): Promise<User> {
  passwordHash ??= hashPassword(password);
  const name = `Person ${++made}`;
  return app.database.prisma.user.create({
    data: {
      name,
      email: `person-${made}-${randomUUID().slice(0, 8)}@example.com`,
      passwordHash: await passwordHash,
      settings: { create: {} },
      ...values,
    },
  });
}

/** A hotel in Lisbon, unless the values say otherwise. */
export function aProperty(app: Pick<App, 'database'>, values: Partial<PropertyCreateInput> = {}): Promise<Property> {
  const number = ++made;
  return app.database.prisma.property.create({
    data: {
      name: `Hotel ${number}`,
      slug: `hotel-${number}-${randomUUID().slice(0, 8)}`,
      kind: 'HOTEL',
      timeZone: 'Europe/Lisbon',
      currency: 'EUR',
      settings: { create: {} },
      ...values,
    },
  });
}

/** Gives somebody (a new person, if nobody is named) a role at the property. */
export async function aMember(
  app: Pick<App, 'database'>,
  property: Pick<Property, 'id'>,
  role: MembershipUncheckedCreateInput['role'],
  user?: User,
): Promise<{ user: User; membership: Membership }> {
  const member = user ?? (await aUser(app));
  const membership = await app.database.prisma.membership.create({
    data: { propertyId: property.id, userId: member.id, role },
  });
  return { user: member, membership };
}

/** Rooms by the night, two of them, unless the values say otherwise. */
export async function anOffering(
  app: Pick<App, 'database'>,
  property: Pick<Property, 'id'>,
  { units = 2, ...values }: Partial<OfferingUncheckedCreateInput> & { units?: number } = {},
): Promise<Offering & { units: Unit[] }> {
  const offering = await app.database.prisma.offering.create({
    data: {
      propertyId: property.id,
      mode: 'NIGHTLY',
      name: `Double ${++made}`,
      priceAmount: 10_000,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      ...values,
    },
  });
  const rows = await app.database.prisma.unit.createManyAndReturn({
    data: Array.from({ length: units }, (_, index) => ({
      offeringId: offering.id,
      propertyId: property.id,
      name: String(index + 1),
      position: index + 1,
    })),
  });
  return { ...offering, units: rows };
}

/** A pending booking of the first unit for two nights from a month from now, unless the values say otherwise. */
export async function aBooking(
  app: Pick<App, 'database'>,
  offering: Pick<Offering, 'id' | 'propertyId'> & { units: Array<Pick<Unit, 'id'>> },
  values: Partial<BookingUncheckedCreateInput> = {},
): Promise<Booking> {
  const { prisma } = app.database;
  const from = new Date(Math.floor(Date.now() / 86_400_000 + 30) * 86_400_000);
  const to = new Date(from.getTime() + 2 * 86_400_000);
  const booking = await prisma.booking.create({
    data: {
      code: newBookingCode(),
      propertyId: offering.propertyId,
      offeringId: offering.id,
      guestName: `Guest ${++made}`,
      from: from.toISOString().slice(0, 10),
      to: to.toISOString().slice(0, 10),
      startsAt: from,
      endsAt: to,
      arrivalOn: from,
      departureOn: to,
      unitPriceAmount: 10_000,
      totalAmount: 20_000,
      currency: 'EUR',
      freeCancellationUntil: from,
      ...values,
    },
  });
  await prisma.$executeRaw`
    INSERT INTO allocation (unit_id, during, state, booking_id)
    SELECT ${offering.units[0]?.id}::uuid, tstzrange(${booking.startsAt}, ${booking.endsAt}), 'BOOKED', ${booking.id}::uuid`;
  return booking;
}

/** A payment of a booking at the desk, made out, unless the values say otherwise. */
export const aPayment = (
  app: Pick<App, 'database'>,
  { id: bookingId, propertyId, guestId, totalAmount, currency }: Booking,
  values: Partial<PaymentUncheckedCreateInput> = {},
): Promise<Payment> =>
  app.database.prisma.payment.create({
    data: { propertyId, bookingId, guestId, gateway: 'desk', amount: totalAmount, currency, ...values },
  });

/** A soup for 12.50. */
export const aMenuItem = (
  app: Pick<App, 'database'>,
  property: Pick<Property, 'id'>,
  values: Partial<MenuItemUncheckedCreateInput> = {},
): Promise<MenuItem> =>
  app.database.prisma.menuItem.create({
    data: { propertyId: property.id, name: `Soup ${++made}`, priceAmount: 1_250, ...values },
  });

/** An order of two of something, charged to nothing, unless the values say otherwise. */
export const anOrder = (
  app: Pick<App, 'database'>,
  property: Pick<Property, 'id'>,
  values: Partial<OrderUncheckedCreateInput> = {},
): Promise<Order> =>
  app.database.prisma.order.create({
    data: {
      code: newBookingCode(),
      propertyId: property.id,
      totalAmount: 2_500,
      currency: 'EUR',
      lines: { create: [{ position: 1, name: 'Soup', priceAmount: 1_250, quantity: 2 }] },
      ...values,
    },
  });

/** An hour with somebody, from 9 to 18. */
export const appointments = {
  mode: 'TIMED',
  durationMinutes: 60,
  stepMinutes: 30,
  opensAt: '09:00',
  closesAt: '18:00',
} as const;

/** Three hours at 9 and at 14. */
export const departures = {
  mode: 'DEPARTURE',
  durationMinutes: 180,
  departureTimes: ['09:00', '14:00'],
} satisfies Partial<OfferingUncheckedCreateInput>;

/** An access token of a new session of that person. */
export async function signedIn(
  app: Pick<App, 'database' | 'config'>,
  user: Pick<User, 'id'>,
  values: Partial<SessionUncheckedCreateInput> = {},
): Promise<string> {
  const session = await app.database.prisma.session.create({
    data: {
      userId: user.id,
      device: 'Test',
      userAgent: 'test',
      address: '127.0.0.1',
      expiresAt: new Date(Date.now() + 3_600_000),
      ...values,
    },
  });
  const { token } = await signAccessToken(app.config.auth.secret, user.id, session.id);
  return token;
}
