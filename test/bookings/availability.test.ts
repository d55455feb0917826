import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, appointments, departures, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';
import { inDays } from './clock.js';
import { aDesk, book, transition } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '100000', LIMIT_ANONYMOUS_COST: '100000' });
});
afterAll(() => running.close());

const availability = `query ($id: ID!, $from: Date!, $to: Date!) { availability(offeringId: $id, from: $from, to: $to) {
  asOf units from to slots { from to startsAt available bookable price { amount currency } }
} }`;
const look = async (id: string, from: string, to: string, token: string | null = null) =>
  (await running.ask(availability, { id, from, to }, token)).data.availability;
const free = async (id: string, from: string, to: string) =>
  (await look(id, from, to)).slots.map(({ available }: { available: number }) => available);

it('B4: of a room, each night says how many are free, to whoever looks', async () => {
  const desk = await aDesk(running, { units: 3 });
  await book(running, desk, { from: inDays(10), to: inDays(12) });
  await book(running, desk, { from: inDays(11), to: inDays(13), quantity: 2 });
  const found = await look(desk.offeringId, inDays(9), inDays(14));
  expect(found).toMatchObject({ units: 3, from: inDays(9), to: inDays(14) });
  expect(found.slots).toHaveLength(5);
  expect(found.slots[1]).toMatchObject({
    from: inDays(10),
    to: inDays(11),
    available: 2,
    bookable: true,
    price: { amount: 10_000, currency: 'EUR' },
  });
  expect(found.slots.map(({ available }: { available: number }) => available)).toEqual([3, 2, 0, 1, 3]);
});

it('B4: appointments and departures say it for each of their times, with the buffers', async () => {
  const salon = await aDesk(running, { ...appointments, units: 1, bufferBeforeMinutes: 10 });
  const day = inDays(8);
  await book(running, salon, { from: `${day}T10:00` });
  const { slots } = await look(salon.offeringId, day, inDays(9));
  expect(slots.slice(0, 5)).toMatchObject([
    { from: `${day}T09:00`, to: `${day}T10:00`, available: 0 },
    { from: `${day}T09:30`, available: 0 },
    { from: `${day}T10:00`, available: 0 },
    { from: `${day}T10:30`, available: 0 },
    { from: `${day}T11:00`, available: 0 },
  ]);
  expect(slots[5]).toMatchObject({ from: `${day}T11:30`, available: 1 });
  expect(slots.at(-1)).toMatchObject({ to: `${day}T18:00` });
  const tours = await aDesk(running, { ...departures, units: 12 });
  await book(running, tours, { from: `${day}T14:00`, quantity: 5 });
  expect(await free(tours.offeringId, day, inDays(10))).toEqual([12, 7, 12, 12]);
});

it('B4: what cannot be booked is not free', async () => {
  const { offering, offeringId, property } = await aDesk(running, { maxAdvanceDays: 5 });
  expect(await free(offeringId, inDays(-2), inDays(-1))).toEqual([0]);
  expect(await free(offeringId, inDays(2), inDays(3))).toEqual([2]);
  expect(await free(offeringId, inDays(8), inDays(9))).toEqual([0]);
  await running.app.database.prisma.property.update({ where: { id: property.id }, data: { status: 'PAUSED' } });
  expect(await free(offeringId, inDays(2), inDays(3))).toEqual([0]);
  await running.app.database.prisma.offering.update({ where: { id: offering.id }, data: { status: 'ARCHIVED' } });
  const gone = await running.ask(availability, { id: offeringId, from: inDays(2), to: inDays(3) });
  expect(gone.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('B4: too much at once is refused, and so are days in the wrong order', async () => {
  const { offeringId } = await aDesk(running);
  const { offeringId: often } = await aDesk(running, { ...appointments, stepMinutes: 5 });
  for (const [id, from, to] of [
    [offeringId, inDays(2), inDays(2)],
    [offeringId, inDays(2), inDays(1)],
    [offeringId, inDays(2), inDays(403)],
    [often, inDays(2), inDays(100)],
  ])
    expect((await running.ask(availability, { id, from, to })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

it('F6: who looks at some days hears how they change, from where the answer stood, and by nobody’s name', async () => {
  const desk = await aDesk(running, { units: 2 });
  const { offeringId } = desk;
  const [from, to] = [inDays(10), inDays(15)];
  const { asOf } = await look(offeringId, from, to);
  const { id } = await book(running, desk, { from: inDays(14), to: inDays(16) });
  await using socket = openSocket(running, null);
  const followed = socket.follow(
    `subscription ($id: ID!, $from: Date!, $to: Date!, $after: EventCursor) {
      availabilityEvents(offeringId: $id, from: $from, to: $to, after: $after) {
        __typename actor { kind id name }
        ... on AvailabilityChanged { from to availability { slots { from available } } }
      }
    }`,
    { id: offeringId, from, to, after: asOf },
  );
  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(followed.items[1]).toMatchObject({
    __typename: 'AvailabilityChanged',
    actor: { kind: 'SYSTEM', id: null, name: null },
    from: inDays(14),
    to: inDays(16),
    availability: {
      slots: [
        { from: inDays(14), available: 1 },
        { from: inDays(15), available: 1 },
      ],
    },
  });
  // Other days and other offerings are not what was asked for.
  await book(running, desk, { from: inDays(15), to: inDays(17) });
  await running.ask(transition('cancelBooking'), { id }, desk.phone);
  await eventually(() => expect(followed.items).toHaveLength(3));
  expect(followed.items[2]).toMatchObject({ from: inDays(14), to: inDays(16) });
  const { data } = await running.ask(
    'mutation ($id: ID!) { updateOffering(input: { id: $id, status: PAUSED }) { userErrors { code } } }',
    { id: offeringId },
    await ownerOf(desk.property),
  );
  expect(data.updateOffering.userErrors).toEqual([]);
  await eventually(() => expect(followed.items).toHaveLength(4));
  expect(followed.errors).toEqual([]);
});

async function ownerOf(property: { id: string }) {
  return signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
}

it('F4: a pause of the property is a change of what is free', async () => {
  const desk = await aDesk(running);
  const owner = await ownerOf(desk.property);
  const pause = 'mutation ($id: ID!) { setPropertyStatus(input: { id: $id, status: PAUSED }) { userErrors { code } } }';
  await running.ask(pause, { id: globalId('Property', desk.property.id) }, owner);
  const events = await running.app.realtime.log.read(`property:${desk.property.id}`, 0, 10);
  expect(events.map(({ type }) => type)).toEqual(['PropertyStatusChanged', 'AvailabilityChanged']);
});
