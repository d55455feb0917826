import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { addDays, dayOf } from '../../src/bookings/local-time.js';
import { addUpTallies } from '../../src/dashboard/add-up-tallies.js';
import { commotion } from '../bookings/race.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { someWeeks } from './commotion.js';
import { type Plain, plainly } from './plain-sql.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());
vi.setConfig({ testTimeout: 240_000 });

const numbers = `at day bookingsToday newBookings arrivals arrivalsToCome departures departuresToCome inHouse units unitsTaken
  occupancy openConversations answersToday medianResponseSeconds averageResponseSeconds ordersToday openOrders`;
const money = `revenue { amount currency } averageDailyRate { amount currency }`;
const dashboard = `query ($id: ID) { dashboard(propertyId: $id) { ${numbers} ${money} property { id } } }`;
const series = `query ($id: ID, $metric: Metric!, $from: Date, $to: Date, $interval: MetricInterval!, $currency: String) {
  metricSeries(propertyId: $id, metric: $metric, from: $from, to: $to, interval: $interval, currency: $currency) {
    timeZone currency interval points { at value } } }`;

/** The same each time, so that what fails fails again. */
const randomFrom = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

const asPlain = ({ revenue, averageDailyRate, ...rest }: Record<string, never>): Plain => {
  const { at: _at, day: _day, property: _property, ...others } = rest as Record<string, unknown>;
  delete others.arrivalsToCome;
  delete others.departuresToCome;
  delete others.occupancy;
  delete others.averageResponseSeconds;
  const amountOf = (sum: unknown) => (sum as { amount: number } | null)?.amount ?? null;
  return { ...others, revenue: amountOf(revenue), averageDailyRate: amountOf(averageDailyRate) } as unknown as Plain;
};

/** Answers with the day that it was: at midnight it is asked again. */
async function reconciled(property: { id: string; timeZone: string }, token: string) {
  for (;;) {
    const { data, errors } = await running.ask(dashboard, { id: globalId('Property', property.id) }, token);
    expect(errors).toBeUndefined();
    const { day } = data.dashboard;
    const plain = await plainly(running.app, property, day);
    if (dayOf(new Date(), property.timeZone) === day) return { shown: data.dashboard, plain };
  }
}

it.each(['Pacific/Auckland', 'America/St_Johns', 'Asia/Seoul'])(
  'D1: after weeks of commotion in %s each number is what plain SQL over all tables says',
  async (timeZone) => {
    const property = await aProperty(running.app, { timeZone });
    await someWeeks(running.app, property, randomFrom(timeZone.length));
    // Of another property, so that what belongs to it would show.
    await someWeeks(running.app, await aProperty(running.app, { timeZone }), randomFrom(7));
    const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
    const { shown, plain } = await reconciled(property, owner);
    expect(asPlain(shown)).toEqual(plain);
    expect(shown.occupancy).toBeCloseTo(plain.unitsTaken / plain.units, 10);
    expect(shown.property.id).toBe(globalId('Property', property.id));

    const from = addDays(shown.day, -35);
    const to = addDays(shown.day, 5);
    const asked = { id: globalId('Property', property.id), from, to, interval: 'DAY' };
    const days = Array.from({ length: 40 }, (_, index) => addDays(from, index));
    const truth = [];
    for (const day of days) truth.push(await plainly(running.app, property, day));
    const of = async (metric: string, interval = 'DAY') => {
      const { data, errors } = await running.ask(series, { ...asked, metric, interval }, owner);
      expect(errors).toBeUndefined();
      return data.metricSeries.points as Array<{ at: string; value: number | null }>;
    };
    const values = async (metric: string) => (await of(metric)).map(({ value }) => value);
    expect((await of('BOOKINGS')).map(({ at }) => dayOf(new Date(at), timeZone))).toEqual(days);
    expect(await values('BOOKINGS')).toEqual(truth.map(({ bookingsToday }) => bookingsToday));
    expect(await values('ORDERS')).toEqual(truth.map(({ ordersToday }) => ordersToday));
    expect(await values('ARRIVALS')).toEqual(truth.map(({ arrivals }) => arrivals));
    expect(await values('DEPARTURES')).toEqual(truth.map(({ departures }) => departures));
    expect(await values('REVENUE')).toEqual(truth.map(({ revenue }) => revenue));
    const rounded = (await values('AVERAGE_DAILY_RATE')).map((value) => (value === null ? null : Math.round(value)));
    expect(rounded).toEqual(truth.map(({ averageDailyRate }) => averageDailyRate));
    expect(await values('RESPONSE_SECONDS')).toEqual(truth.map((each) => each.medianResponseSeconds));
    expect((await values('OCCUPANCY')).map((value) => Math.round((value ?? 0) * plain.units))).toEqual(
      truth.map(({ unitsTaken }) => unitsTaken),
    );
    const sum = (all: Array<number | null>) => all.reduce<number>((total, value) => total + (value ?? 0), 0);
    const weeks = await of('REVENUE', 'WEEK');
    expect(sum(weeks.map(({ value }) => value))).toBe(sum(truth.map(({ revenue }) => revenue)));
    expect(weeks.length).toBeLessThanOrEqual(7);
  },
);

it('D1: what people do through the verbs, many at once, is in it at once', async () => {
  const { offering, failures } = await commotion([running.app], 80, 4, randomFrom(11));
  expect(failures).toEqual([]);
  const property = await running.app.database.prisma.property.findUniqueOrThrow({ where: { id: offering.propertyId } });
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const { shown, plain } = await reconciled(property, owner);
  expect(asPlain(shown)).toEqual(plain);
  expect(shown.bookingsToday).toBeGreaterThan(5);
  expect(shown.openConversations).toBeGreaterThan(5);
  const { prisma } = running.app.database;
  // The job may have been there before.
  expect(await prisma.conversationTally.count({ where: { propertyId: property.id } })).toBeGreaterThan(0);
  await addUpTallies(running.app.database);
  expect(await prisma.conversationTally.count({ where: { propertyId: property.id } })).toBe(1);
  const again = await reconciled(property, owner);
  expect(again.shown.openConversations).toBe(shown.openConversations);
});

it('D1: the whole platform is the sum of its properties, each by its own day, and money by currency', async () => {
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  const korean = await aProperty(running.app, { timeZone: 'Asia/Seoul', currency: 'KRW' });
  await someWeeks(running.app, korean, randomFrom(3));
  const all = await running.app.database.prisma.property.findMany();
  const document = `query { dashboard { ${numbers} ${money} property { id } revenues { amount currency } averageDailyRates { currency } } }`;
  const { data, errors } = await running.ask(document, {}, admin);
  expect(errors).toBeUndefined();
  const plain = await Promise.all(
    all.map((property) => plainly(running.app, property, dayOf(new Date(data.dashboard.at), property.timeZone))),
  );
  const sum = (of: (each: Plain) => number) => plain.reduce((total, each) => total + of(each), 0);
  const { day, property, revenue, arrivals, inHouse, units, unitsTaken, openConversations, revenues } = data.dashboard;
  expect({ day, property, revenue }).toEqual({ day: null, property: null, revenue: null });
  expect({ arrivals, inHouse, units, unitsTaken, openConversations }).toEqual({
    arrivals: sum((each) => each.arrivals),
    inHouse: sum((each) => each.inHouse),
    units: sum((each) => each.units),
    unitsTaken: sum((each) => each.unitsTaken),
    openConversations: sum((each) => each.openConversations),
  });
  expect(revenues.map(({ currency }: { currency: string }) => currency)).toEqual(['EUR', 'KRW']);
  const ofSeoul = plain[all.findIndex(({ id }) => id === korean.id)];
  expect(revenues[1].amount).toBe(ofSeoul?.revenue);
  const refused = await running.ask(series, { metric: 'REVENUE', interval: 'DAY' }, admin);
  expect(refused.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const won = await running.ask(series, { metric: 'REVENUE', interval: 'MONTH', currency: 'KRW' }, admin);
  expect(won.data.metricSeries).toMatchObject({ timeZone: 'UTC', currency: 'KRW' });
});

it('D1: hours are hours: the day on which the clocks go back has 25, the one on which they go forward 23', async () => {
  const property = await aProperty(running.app, { timeZone: 'Europe/Berlin' });
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const hours = async (from: string) => {
    const variables = { id: globalId('Property', property.id), metric: 'ORDERS', interval: 'HOUR', from };
    const { data } = await running.ask(series, { ...variables, to: addDays(from, 1) }, owner);
    return data.metricSeries.points.length;
  };
  expect([await hours('2026-10-25'), await hours('2026-03-29'), await hours('2026-06-01')]).toEqual([25, 23, 24]);
});

it('D1: who works there without seeing the money sees the numbers alone, and nobody sees another property', async () => {
  const property = await aProperty(running.app);
  const id = globalId('Property', property.id);
  const staff = await signedIn(running.app, (await aMember(running.app, property, 'STAFF')).user);
  const { data, errors } = await running.ask(dashboard, { id }, staff);
  expect(data.dashboard).toMatchObject({ arrivals: 0, revenue: null, averageDailyRate: null });
  expect(errors?.map(({ path, extensions }) => [path?.[1], extensions.code])).toEqual([
    ['revenue', 'FORBIDDEN'],
    ['averageDailyRate', 'FORBIDDEN'],
  ]);
  const revenue = await running.ask(series, { id, metric: 'REVENUE', interval: 'DAY' }, staff);
  expect(revenue.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const other = await aProperty(running.app);
  const elsewhere = await running.ask(dashboard, { id: globalId('Property', other.id) }, staff);
  expect(elsewhere.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await running.ask(dashboard, {}, staff)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

it('D1: a range that makes no sense, or is too long, is refused', async () => {
  const property = await aProperty(running.app);
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const code = async (asked: object) => {
    const { errors } = await running.ask(series, { id: globalId('Property', property.id), ...asked }, owner);
    return errors?.[0]?.extensions.code;
  };
  const day = { metric: 'ORDERS', interval: 'DAY' };
  expect(await code({ ...day, from: '2026-05-02', to: '2026-05-02' })).toBe('BAD_USER_INPUT');
  expect(await code({ ...day, from: '2024-05-02', to: '2026-05-02' })).toBe('BAD_USER_INPUT');
  expect(await code({ metric: 'ARRIVALS', interval: 'HOUR' })).toBe('BAD_USER_INPUT');
  expect(await code(day)).toBeUndefined();
});
