import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, anOffering, aProperty, aUser, departures, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '100000' });
});
afterAll(() => running.close());

const create = `mutation ($input: CreateOfferingInput!) { createOffering(input: $input) {
  offering { id name mode status price { amount currency } durationMinutes departureTimes weekdays minNoticeMinutes
    maxAdvanceDays freeCancellationHours lateCancellationFeePercent version units { totalCount nodes { name } } }
  userErrors { code field message }
} }`;
const update = `mutation ($input: UpdateOfferingInput!) { updateOffering(input: $input) {
  offering { name price { amount } status version departureTimes }
  userErrors { code field ... on VersionConflictError { currentVersion } }
} }`;

async function aManager() {
  const property = await aProperty(running.app, { currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' });
  const { user } = await aMember(running.app, property, 'MANAGER');
  return { property, propertyId: globalId('Property', property.id), token: await signedIn(running.app, user) };
}

const typesOf = async (propertyId: string) =>
  (
    await running.app.database.prisma.event.findMany({
      where: { stream: `property:${propertyId}` },
      orderBy: { seq: 'asc' },
    })
  ).map(({ type }) => type);

it('B2: nights, appointments and departures are made with their price, window and terms', async () => {
  const { property, propertyId, token } = await aManager();
  const made = async (input: object) => (await running.ask(create, { input: { propertyId, ...input } }, token)).data;
  const { createOffering: nights } = await made({ mode: 'NIGHTLY', name: ' Double ', priceAmount: 900_000 });
  expect(nights).toMatchObject({
    userErrors: [],
    offering: {
      name: 'Double',
      status: 'ACTIVE',
      price: { amount: 900_000, currency: 'VND' },
      durationMinutes: null,
      minNoticeMinutes: 0,
      maxAdvanceDays: 365,
      freeCancellationHours: 24,
      lateCancellationFeePercent: null,
      units: { totalCount: 0 },
    },
  });
  const { createOffering: tour } = await made({
    mode: 'DEPARTURE',
    name: 'Floating market',
    priceAmount: 450_000,
    durationMinutes: 240,
    departureTimes: ['13:00', '05:30', '05:30'],
    weekdays: [7, 6],
    capacity: 12,
    minNoticeMinutes: 120,
    lateCancellationFeePercent: 50,
  });
  expect(tour).toMatchObject({
    userErrors: [],
    offering: {
      departureTimes: ['05:30', '13:00'],
      weekdays: [6, 7],
      lateCancellationFeePercent: 50,
      units: { totalCount: 12 },
    },
  });
  expect(await typesOf(property.id)).toEqual(['OfferingCreated', 'OfferingCreated', 'UnitsAdded']);
  const list = await running.ask(
    'query ($id: ID!) { property(id: $id) { offerings { totalCount nodes { id name mode units { totalCount } } } } }',
    { id: propertyId },
  );
  expect(list.data.property.offerings).toMatchObject({
    totalCount: 2,
    nodes: [{ name: 'Double' }, { name: 'Floating market', mode: 'DEPARTURE', units: { totalCount: 12 } }],
  });
});

it('B2: what does not go together is named, field by field', async () => {
  const { propertyId, token } = await aManager();
  const wrong = async (input: object) =>
    (
      await running.ask(create, { input: { propertyId, name: 'X', priceAmount: 1, ...input } }, token)
    ).data.createOffering.userErrors.map(({ field }: { field: string }) => field);
  expect(await wrong({ mode: 'NIGHTLY', durationMinutes: 60, name: '', priceAmount: -1 })).toEqual(
    expect.arrayContaining(['name', 'priceAmount']),
  );
  expect(await wrong({ mode: 'NIGHTLY', durationMinutes: 60 })).toEqual(['durationMinutes']);
  expect(await wrong({ mode: 'TIMED' })).toEqual(['durationMinutes']);
  expect(await wrong({ mode: 'TIMED', durationMinutes: 60, opensAt: '9:00' })).toEqual(['opensAt']);
  expect(await wrong({ mode: 'TIMED', durationMinutes: 60, opensAt: '17:30', closesAt: '18:00' })).toEqual([
    'closesAt',
  ]);
  expect(await wrong({ mode: 'TIMED', durationMinutes: 60, departureTimes: ['09:00'] })).toEqual(['departureTimes']);
  expect(await wrong({ mode: 'DEPARTURE', durationMinutes: 60 })).toEqual(['departureTimes']);
  expect(await wrong({ mode: 'DEPARTURE', durationMinutes: 60, departureTimes: ['09:00', '09:30'] })).toEqual([
    'departureTimes',
  ]);
  expect(await wrong({ mode: 'DEPARTURE', durationMinutes: 60, departureTimes: ['09:00'], weekdays: [8] })).toEqual([
    'weekdays.0',
  ]);
});

it('B2: a change is told with what changed; the same again is not; a change that does not fit is refused', async () => {
  const { property, token } = await aManager();
  const offering = await anOffering(running.app, property, departures);
  const id = globalId('Offering', offering.id);
  const changed = await running.ask(update, { input: { id, priceAmount: 7, status: 'PAUSED' } }, token);
  expect(changed.data.updateOffering).toMatchObject({
    userErrors: [],
    offering: { price: { amount: 7 }, status: 'PAUSED', version: 2 },
  });
  await running.ask(update, { input: { id, priceAmount: 7, departureTimes: ['14:00', '09:00'] } }, token);
  expect(await typesOf(property.id)).toEqual(['OfferingUpdated', 'AvailabilityChanged']);
  const tooClose = await running.ask(update, { input: { id, departureTimes: ['09:00', '10:00'] } }, token);
  expect(tooClose.data.updateOffering.userErrors).toMatchObject([{ field: 'departureTimes' }]);
  const nothing = await running.ask(update, { input: { id, status: null } }, token);
  expect(nothing.data.updateOffering.userErrors).toMatchObject([{ field: 'status' }]);
  const late = await running.ask(update, { input: { id, expectedVersion: 1, name: 'Late' } }, token);
  expect(late.data.updateOffering.userErrors).toMatchObject([{ code: 'VERSION_CONFLICT', currentVersion: 2 }]);
});

it('A4: an archived offering is seen by those who work there alone', async () => {
  const { property, token } = await aManager();
  const offering = await anOffering(running.app, property, { status: 'ARCHIVED' });
  const unit = globalId('Unit', offering.units[0]?.id ?? '');
  const look = `query ($id: ID!, $unit: ID!, $property: ID!) {
    node(id: $id) { id } unit: node(id: $unit) { id } property(id: $property) { offerings { totalCount } }
  }`;
  const variables = { id: globalId('Offering', offering.id), unit, property: globalId('Property', property.id) };
  const guest = await signedIn(running.app, await aUser(running.app));
  expect((await running.ask(look, variables, guest)).data).toEqual({
    node: null,
    unit: null,
    property: { offerings: { totalCount: 0 } },
  });
  expect((await running.ask(look, variables, token)).data).toEqual({
    node: { id: variables.id },
    unit: { id: unit },
    property: { offerings: { totalCount: 1 } },
  });
});
