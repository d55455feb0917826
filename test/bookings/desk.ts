import { expect } from 'vitest';
import type { App } from '../../src/app.js';
import type { PropertyCreateInput } from '../../src/generated/prisma/models.js';
import type { RunningApp } from '../support/app.js';
import { aMember, anOffering, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

export const bookingFields = `id code status from to startsAt endsAt quantity version
  total { amount currency } units { name } allowedTransitions expiresAt`;

const slotErrors = `userErrors { __typename code field message
  ... on SlotUnavailableError { alternatives { from to available offering { id name } } }
  ... on InvalidTransitionError { from allowed }
  ... on VersionConflictError { currentVersion } }`;

export const createBooking = `mutation ($input: CreateBookingInput!) {
  createBooking(input: $input) { booking { ${bookingFields} } ${slotErrors} }
}`;
export const holdSlot = `mutation ($input: HoldSlotInput!) {
  holdSlot(input: $input) { hold { id status expiresAt from to quantity } ${slotErrors} }
}`;
export const reschedule = `mutation ($input: RescheduleBookingInput!) {
  rescheduleBooking(input: $input) { booking { ${bookingFields} } ${slotErrors} }
}`;
export const modify = `mutation ($input: ModifyBookingInput!) {
  modifyBooking(input: $input) { booking { ${bookingFields} partySize notes guestName contact { email phone } } ${slotErrors} }
}`;
export const transition = (name: string) => `mutation ($id: ID!, $reason: String, $expectedVersion: Int) {
  ${name}(input: { id: $id, reason: $reason, expectedVersion: $expectedVersion }) { booking { ${bookingFields} } ${slotErrors} }
}`;

/** A property with an offering, somebody at the desk, and a guest. */
export async function aDesk(
  running: RunningApp,
  values: Parameters<typeof anOffering>[2] = {},
  property: Partial<PropertyCreateInput> = {},
) {
  const at = await aProperty(running.app, { timeZone: 'Europe/Paris', ...property });
  const offering = await anOffering(running.app, at, values);
  const { user: staff } = await aMember(running.app, at, 'STAFF');
  const guest = await aUser(running.app);
  return {
    property: at,
    propertyId: globalId('Property', at.id),
    offering,
    offeringId: globalId('Offering', offering.id),
    staff,
    desk: await signedIn(running.app, staff),
    guest,
    phone: await signedIn(running.app, guest),
  };
}

export type Desk = Awaited<ReturnType<typeof aDesk>>;

/** Books as the guest, and answers the booking. */
export async function book(running: RunningApp, { offeringId, phone }: Desk, input: object) {
  const { data } = await running.ask(createBooking, { input: { offeringId, ...input } }, phone);
  expect(data.createBooking.userErrors).toEqual([]);
  return data.createBooking.booking;
}

/** What happened, without what was said of it in the thread of the booking, or told to anybody. */
export const eventsOf = (running: RunningApp, stream: string) =>
  running.app.database.prisma.event.findMany({
    where: {
      stream,
      type: {
        notIn: [
          'ConversationStarted',
          'MessageSent',
          'ThreadMessageSent',
          'ConversationUnreadChanged',
          'NotificationCreated',
          'GuestNotified',
        ],
      },
    },
    orderBy: { seq: 'asc' },
  });

/** How many pairs of allocations have one unit, or one person, at one time: a database that keeps its promise says 0. */
export async function overlaps({ app }: { app: Pick<App, 'database'> }): Promise<number> {
  const [row] = await app.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM allocation a JOIN allocation b
     ON (a.unit_id = b.unit_id OR a.provider_id = b.provider_id) AND a.id < b.id AND a.during && b.during AND a.state <> 'RELEASED' AND b.state <> 'RELEASED'`,
  );
  return row?.count ?? -1;
}

/** Bookings that have not just what they are for, or have something though they are over: there are none. */
export function untrue({ app }: { app: Pick<App, 'database'> }): Promise<unknown[]> {
  return app.database.query(`
    SELECT booking.id, booking.status, booking.quantity, count(a.id)::int AS units
    FROM booking LEFT JOIN allocation a ON a.booking_id = booking.id AND a.state = 'BOOKED' AND a.unit_id IS NOT NULL
    GROUP BY booking.id
    HAVING count(a.id) <> CASE WHEN booking.status IN ('PENDING', 'CONFIRMED', 'CHECKED_IN') THEN booking.quantity ELSE 0 END`);
}

/** How many holds hold something, or say that they do. */
export async function holding({ app }: { app: Pick<App, 'database'> }): Promise<number> {
  const [row] = await app.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM hold LEFT JOIN allocation a ON a.hold_id = hold.id AND a.state = 'HELD'
     WHERE hold.status = 'ACTIVE' OR a.id IS NOT NULL`,
  );
  return row?.count ?? -1;
}
