import { expect } from 'vitest';
import type { Notification, Offering, Property, Unit, User } from '../../src/generated/prisma/client.js';
import type { RunningApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aBooking, aMember, anOffering, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

/** A hotel with somebody at the desk, and a guest. */
export interface House {
  property: Property;
  offering: Offering & { units: Unit[] };
  staff: User;
  guest: User;
  desk: string;
  mine: string;
}

export async function aHouse({ app }: RunningApp, guest?: User): Promise<House> {
  const property = await aProperty(app);
  const offering = await anOffering(app, property, { units: 20 });
  const { user: staff } = await aMember(app, property, 'STAFF');
  const person = guest ?? (await aUser(app));
  return {
    property,
    offering,
    staff,
    guest: person,
    desk: await signedIn(app, staff),
    mine: await signedIn(app, person),
  };
}

let unit = 0;

/** A booking of the guest that waits, confirmed by the desk: the guest is told. Answers its id. */
export async function confirmed(running: RunningApp, { offering, guest, desk }: House): Promise<string> {
  const units = offering.units.slice(unit++ % offering.units.length);
  const { id } = await aBooking(running.app, { ...offering, units }, { guestId: guest.id });
  const answer = await running.ask(
    'mutation ($id: ID!) { confirmBooking(input: { id: $id }) { booking { status } userErrors { code } } }',
    { id: globalId('Booking', id) },
    desk,
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data.confirmBooking.userErrors).toEqual([]);
  return id;
}

/** What somebody was told, once it is so many. */
export const told = ({ app }: RunningApp, { id }: Pick<User, 'id'>, count: number): Promise<Notification[]> =>
  eventually(async () => {
    const rows = await app.database.prisma.notification.findMany({ where: { userId: id }, orderBy: { id: 'asc' } });
    expect(rows).toHaveLength(count);
    return rows;
  });

/** Until nothing waits to be made or sent any more. */
export const quiet = ({ app }: RunningApp): Promise<void> =>
  eventually(async () => {
    const [row] = await app.database.query<{ events: number; deliveries: number }>(
      `SELECT (SELECT count(*)::int FROM reaction_outbox WHERE due_at <= now()) AS events,
         (SELECT count(*)::int FROM delivery WHERE status = 'SENDING' OR status = 'WAITING' AND due_at <= now()) AS deliveries`,
    );
    expect(row).toEqual({ events: 0, deliveries: 0 });
  });
