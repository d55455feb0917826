import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type EventDefinition, system } from '../../src/realtime/event.js';
import { streamOf } from '../../src/realtime/streams.js';
import { platformFeed } from '../../src/schema/platform-feed.js';
import { inDays } from '../bookings/clock.js';
import { book, transition } from '../bookings/desk.js';
import { aCashier, done } from '../payments/cashier.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually as soon } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());
vi.setConfig({ testTimeout: 180_000 });
const eventually = <T>(assertion: () => T | Promise<T>) => soon(assertion, 60_000);

type AnyEvent = EventDefinition<string, { propertyId: string | null }>;

const feed = `subscription ($kinds: [PlatformEventKind!], $after: EventCursor) {
  platformEvents(kinds: $kinds, after: $after) { __typename cursor } }`;

interface Item {
  __typename: string;
  cursor: string;
}
const names = (items: readonly Item[]) => items.map((item) => item.__typename);

it('F5: every kind that can be asked for is one that comes', async () => {
  const root = new URL('../../src/', import.meta.url);
  const files = (await readdir(root, { recursive: true })).filter((name) => /^(?!generated).*events\.ts$/.test(name));
  const definitions = (
    await Promise.all(files.map(async (name): Promise<object> => import(new URL(name, root).href)))
  ).flatMap((module) => Object.values(module).filter((each): each is AnyEvent => 'relayed' in Object(each)));
  // Some are the platform's own, and copied from nowhere.
  const comes = (event: AnyEvent) =>
    event.relayed || event(system, { propertyId: null }).streams.includes(streamOf.platform);
  const known = new Map(definitions.map((each) => [each.type, each]));
  expect(known.size).toBeGreaterThan(60);
  expect([...platformFeed.types].filter((type) => !comes(known.get(type) as AnyEvent))).toEqual([]);
});

it('F5: an admin hears of what happens anywhere, of the kinds that they choose, live and when they come back', async () => {
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  const cashier = await aCashier(running);
  await using socket = openSocket(running, admin);
  const wanted = {
    reservations: ['BOOKING_CREATED', 'BOOKING_STATUS_CHANGED'],
    payments: ['PAYMENT_STATUS_CHANGED'],
    providers: ['PROVIDER_STATUS_CHANGED'],
    alerts: ['ALERT_RAISED'],
    activity: ['ACTIVITY_RECORDED'],
  };
  const followed = Object.fromEntries(
    Object.entries(wanted).map(([name, kinds]) => [name, socket.follow(feed, { kinds })]),
  );
  for (const each of Object.values(followed))
    await eventually(() => expect(names(each.items)).toEqual(['StreamReady']));

  const act = async (document: string, variables: object, token: string) => {
    const { errors, data } = await running.ask(document, variables, token);
    expect(errors).toBeUndefined();
    expect(Object.values(data as Record<string, { userErrors: unknown[] }>)[0]?.userErrors).toEqual([]);
    return data;
  };
  const at = { id: cashier.propertyId };
  const { id } = await book(running, cashier, { from: inDays(3), to: inDays(4) });
  await act(transition('confirmBooking'), { id }, cashier.desk);
  await done(running, 'createPayment', { bookingId: id, gateway: 'desk', amount: 5_000 }, cashier.owner.token);
  const provider = await act(
    'mutation ($id: ID!) { createProvider(input: { propertyId: $id, name: "Lan", kind: DRIVER }) { provider { id } userErrors { code } } }',
    at,
    cashier.owner.token,
  );
  await act(
    'mutation ($id: ID!) { setProviderStatus(input: { id: $id, status: OFF_DUTY }) { userErrors { code } } }',
    { id: provider.createProvider.provider.id },
    cashier.desk,
  );
  await act(
    'mutation ($id: ID!) { raiseAlert(input: { propertyId: $id, severity: INFO, title: "Look" }) { userErrors { code } } }',
    at,
    cashier.desk,
  );
  await act(
    'mutation ($id: ID!) { recordActivity(input: { propertyId: $id, action: "looked" }) { userErrors { code } } }',
    at,
    cashier.desk,
  );
  const expected: Record<keyof typeof wanted, string[]> = {
    reservations: ['BookingCreated', 'BookingStatusChanged'],
    payments: ['PaymentStatusChanged'],
    providers: ['ProviderStatusChanged'],
    alerts: ['AlertRaised'],
    activity: ['ActivityRecorded'],
  };
  for (const [name, events] of Object.entries(expected))
    await eventually(() => expect(names(followed[name]?.items.slice(1) ?? [])).toEqual(events));

  // From where one kind stood at first, all of another: a cursor is of the feed, not of its kinds.
  const ready: Item | undefined = followed.reservations?.items[0];
  const later = socket.follow(feed, { kinds: [...wanted.alerts, ...wanted.payments], after: ready?.cursor });
  await eventually(() => expect(names(later.items)).toEqual(['StreamReady', 'PaymentStatusChanged', 'AlertRaised']));
  const owners = socket.follow(feed, { kinds: [] });
  await eventually(() => expect(names(owners.items)).toEqual(['StreamReady']));
});
