import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { anOffering, appointments, aUser, departures, signedIn } from '../support/factories.js';
import { inDays } from './clock.js';
import { aDesk, book, createBooking, eventsOf, overlaps } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  // Sixty who come at once wait for each other: on a slow machine for longer than a request may take.
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_EXECUTION_MS: '60000' });
});
afterAll(async () => {
  expect(await overlaps(running)).toBe(0);
  await running.close();
});

const nights = { from: inDays(20), to: inDays(23) };
const ask = async (input: object, token: string | null) =>
  (await running.ask(createBooking, { input }, token)).data.createBooking;

it('B6: nobody books without signing in', async () => {
  const { offeringId } = await aDesk(running);
  const answer = await running.ask(createBooking, { input: { offeringId, ...nights } });
  expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

it('B6: a booking has its slot, its code and the server’s price from the first moment', async () => {
  const { offeringId, phone, guest, property } = await aDesk(running);
  const made = await ask({ offeringId, ...nights, quantity: 2, partySize: 3, notes: 'A cot, please.' }, phone);
  expect(made).toMatchObject({
    userErrors: [],
    booking: {
      ...nights,
      status: 'PENDING',
      quantity: 2,
      version: 1,
      total: { amount: 60_000, currency: 'EUR' },
      units: [{ name: '1' }, { name: '2' }],
      allowedTransitions: ['CONFIRMED', 'DECLINED', 'CANCELLED', 'EXPIRED'],
    },
  });
  expect(made.booking.code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  const row = await running.app.database.prisma.booking.findUniqueOrThrow({ where: { code: made.booking.code } });
  expect(row).toMatchObject({ guestId: guest.id, guestName: guest.name, guestEmail: guest.email, partySize: 3 });
  for (const stream of [`user:${guest.id}`, `booking:${row.id}`, `property:${property.id}`])
    expect((await eventsOf(running, stream))[0]).toMatchObject({
      type: 'BookingCreated',
      payload: { bookingId: row.id, status: 'PENDING', version: 1 },
    });
});

it('threat 15: a price is not taken from who books', async () => {
  const { offeringId, phone } = await aDesk(running);
  const answer = await running.ask(createBooking, { input: { offeringId, ...nights, totalAmount: 1 } }, phone);
  expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  for (const quantity of [0, -1, 501])
    expect((await ask({ offeringId, ...nights, quantity }, phone)).userErrors).toMatchObject([{ field: 'quantity' }]);
});

it('B6: the same key has the same answer, at once and later; with another body it is a typed error', async () => {
  const { offeringId, phone } = await aDesk(running, { units: 1 });
  const input = { offeringId, ...nights, idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(input, phone)));
  expect(answers[0].userErrors).toEqual([]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await ask(input, phone)).toEqual(answers[0]);
  expect((await ask({ ...input, notes: 'Other' }, phone)).userErrors).toMatchObject([
    { __typename: 'IdempotencyMismatchError', code: 'IDEMPOTENCY_MISMATCH' },
  ]);
  expect((await ask({ ...input, idempotencyKey: randomUUID() }, phone)).userErrors).toMatchObject([
    { code: 'SLOT_UNAVAILABLE' },
  ]);
});

it('B6: who comes too late is told up to three others that can be booked', async () => {
  const desk = await aDesk(running, { units: 1 });
  const { offeringId, phone } = desk;
  await book(running, desk, nights);
  const lost = await ask({ offeringId, ...nights }, phone);
  expect(lost.userErrors).toMatchObject([
    { __typename: 'SlotUnavailableError', code: 'SLOT_UNAVAILABLE', field: 'from' },
  ]);
  const { alternatives } = lost.userErrors[0];
  expect(alternatives).toHaveLength(3);
  expect(alternatives.map(({ from }: { from: string }) => from).sort()).toEqual(
    [inDays(16), inDays(17), inDays(23)].sort(),
  );
  for (const { from, to } of alternatives.slice(0, 1)) await book(running, desk, { from, to });
});

it('B6: another room of the same nights is an alternative too', async () => {
  const desk = await aDesk(running, { units: 1 });
  const suite = await anOffering(running.app, desk.property, { name: 'Suite', priceAmount: 30_000, units: 1 });
  await book(running, desk, nights);
  const lost = await ask({ offeringId: desk.offeringId, ...nights }, desk.phone);
  expect(lost.userErrors[0].alternatives).toHaveLength(3);
  expect(lost.userErrors[0].alternatives).toContainEqual(
    expect.objectContaining({ ...nights, offering: expect.objectContaining({ name: suite.name }) }),
  );
});

it('B6: appointments lie beside each other with their buffers, and alternatives are other times', async () => {
  const desk = await aDesk(running, { ...appointments, bufferAfterMinutes: 15, units: 1 });
  const { offeringId, phone } = desk;
  const day = inDays(9);
  const first = await book(running, desk, { from: `${day}T10:00` });
  expect(first).toMatchObject({ from: `${day}T10:00`, to: `${day}T11:00` });
  const lost = await ask({ offeringId, from: `${day}T11:00` }, phone);
  expect(lost.userErrors).toMatchObject([{ code: 'SLOT_UNAVAILABLE' }]);
  expect(lost.userErrors[0].alternatives[0].from).toBe(`${day}T11:30`);
  await book(running, desk, { from: `${day}T11:30` });
});

it('B6: forty seats are sold forty times', async () => {
  const desk = await aDesk(running, { ...departures, units: 40 });
  const { offeringId, phone } = desk;
  const from = `${inDays(5)}T09:00`;
  const answers = await Promise.all(Array.from({ length: 60 }, () => ask({ offeringId, from }, phone)));
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(40);
  expect(
    new Set(answers.flatMap(({ booking }) => booking?.units.map(({ name }: { name: string }) => name) ?? [])).size,
  ).toBe(40);
  const last = await ask({ offeringId, from: `${inDays(5)}T14:00`, quantity: 41 }, phone);
  expect(last.userErrors).toMatchObject([{ code: 'SLOT_UNAVAILABLE', alternatives: [] }]);
  await book(running, desk, { from: `${inDays(5)}T14:00`, quantity: 40 });
});

it('B2: nothing is booked outside of its window, or of what takes no bookings; the desk may', async () => {
  const { offering, offeringId, phone, desk, property } = await aDesk(running, {
    minNoticeMinutes: 3 * 1_440,
    maxAdvanceDays: 30,
  });
  const refused = async (from: number, token = phone) =>
    (await ask({ offeringId, from: inDays(from), to: inDays(from + 1) }, token)).userErrors;
  expect(await refused(-3)).toMatchObject([{ code: 'NOT_BOOKABLE', message: 'It has begun already.' }]);
  expect(await refused(-3, desk)).toMatchObject([{ code: 'NOT_BOOKABLE' }]);
  expect(await refused(1)).toMatchObject([
    { code: 'NOT_BOOKABLE', message: 'It is booked at least 4320 minutes ahead.' },
  ]);
  expect(await refused(40)).toMatchObject([{ code: 'NOT_BOOKABLE', message: 'It is booked at most 30 days ahead.' }]);
  expect(await refused(5)).toEqual([]);
  expect(await refused(1, desk)).toEqual([]);
  await running.app.database.prisma.offering.update({ where: { id: offering.id }, data: { status: 'PAUSED' } });
  expect(await refused(6)).toMatchObject([{ code: 'NOT_BOOKABLE', message: 'It takes no bookings now.' }]);
  await running.app.database.prisma.offering.update({ where: { id: offering.id }, data: { status: 'ACTIVE' } });
  await running.app.database.prisma.property.update({ where: { id: property.id }, data: { status: 'MAINTENANCE' } });
  expect(await refused(6, desk)).toMatchObject([{ code: 'NOT_BOOKABLE' }]);
});

it('B6: the desk books for who stands before it; a guest only for themselves', async () => {
  const { offeringId, desk, phone, guest } = await aDesk(running);
  const input = { offeringId, ...nights, guest: { name: 'Walk In', email: 'Walk@Example.com', phone: '+351 220 555' } };
  const code = (await ask(input, desk)).booking.code;
  const { prisma } = running.app.database;
  expect(await prisma.booking.findUnique({ where: { code } })).toMatchObject({
    guestId: null,
    guestName: 'Walk In',
    guestEmail: 'walk@example.com',
  });
  const own = (await ask({ ...input, from: inDays(30), to: inDays(31) }, phone)).booking.code;
  expect(await prisma.booking.findUnique({ where: { code: own } })).toMatchObject({ guestId: guest.id });
  expect((await ask({ ...input, guest: { name: '', phone: 'x' } }, desk)).userErrors).toMatchObject([
    { field: 'guest.name' },
    { field: 'guest.phone' },
  ]);
});

it('B6: what makes no sense is refused with its field', async () => {
  const { offeringId, phone } = await aDesk(running);
  expect((await ask({ offeringId }, phone)).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'from' }]);
  expect((await ask({ offeringId, from: nights.from }, phone)).userErrors).toMatchObject([
    { code: 'SLOT_NOT_OFFERED', field: 'to' },
  ]);
  const answer = await running.ask(createBooking, { input: { offeringId, from: 'tomorrow' } }, phone);
  expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

it('B16: a booking is found by its code, by those who may see it', async () => {
  const desk = await aDesk(running);
  const { code, id } = await book(running, desk, nights);
  const look = 'query ($code: String!) { bookingByCode(code: $code) { id contact { email } viewerTransitions } }';
  const typed = ` ${code.toLowerCase().replace('-', ' ')}`;
  const asGuest = await running.ask(look, { code: typed }, desk.phone);
  expect(asGuest.data.bookingByCode).toEqual({
    id,
    contact: { email: desk.guest.email },
    viewerTransitions: ['CANCELLED'],
  });
  expect((await running.ask(look, { code }, desk.desk)).data.bookingByCode.viewerTransitions).toEqual([
    'CONFIRMED',
    'DECLINED',
    'CANCELLED',
  ]);
  const stranger = await signedIn(running.app, await aUser(running.app));
  for (const wrong of [code, 'AAAA-AAAA', ''])
    expect((await running.ask(look, { code: wrong }, stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('B16: the list has filters, search, orders and pages, and shows what one may see', async () => {
  const desk = await aDesk(running, { units: 10 });
  const { propertyId, phone } = desk;
  const made = [];
  for (const day of [12, 14, 13]) made.push(await book(running, desk, { from: inDays(day), to: inDays(day + 1) }));
  const list = `query ($filter: BookingFilter, $orderBy: BookingOrder!, $first: Int, $after: String) {
    bookings(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount asOf nodes { code from } pageInfo { hasNextPage endCursor }
    }
  }`;
  const ask = async (
    variables: { filter?: object; orderBy?: string; first?: number; after?: string },
    token = desk.desk,
  ) =>
    (await running.ask(list, { orderBy: 'NEWEST', ...variables, filter: { propertyId, ...variables.filter } }, token))
      .data.bookings;
  const froms = (page: { nodes: Array<{ from: string }> }) => page.nodes.map(({ from }) => from);
  expect(froms(await ask({ orderBy: 'ARRIVAL' }))).toEqual([inDays(12), inDays(13), inDays(14)]);
  expect(froms(await ask({ orderBy: 'ARRIVAL_DESC' }))).toEqual([inDays(14), inDays(13), inDays(12)]);
  expect(froms(await ask({}))).toEqual([inDays(13), inDays(14), inDays(12)]);
  expect(froms(await ask({ filter: { from: inDays(13), to: inDays(14) } }))).toEqual([inDays(13)]);
  expect((await ask({ filter: { search: made[1]?.code.slice(0, 6) } })).totalCount).toBe(1);
  expect((await ask({ filter: { search: desk.guest.name } })).totalCount).toBe(3);
  expect((await ask({ filter: { search: '%' } })).totalCount).toBe(0);
  expect((await ask({ filter: { statuses: ['CONFIRMED'] } })).totalCount).toBe(0);
  expect((await ask({ filter: { mine: true } })).totalCount).toBe(0);
  expect((await ask({ filter: { mine: true } }, phone)).totalCount).toBe(3);
  const first = await ask({ orderBy: 'ARRIVAL', first: 2 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(froms(await ask({ orderBy: 'ARRIVAL', first: 2, after: first.pageInfo.endCursor }))).toEqual([inDays(14)]);
  const stranger = await signedIn(running.app, await aUser(running.app));
  expect(await ask({}, stranger)).toMatchObject({ totalCount: 0, nodes: [] });
});
