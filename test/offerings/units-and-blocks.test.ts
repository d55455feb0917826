import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, anOffering, aProperty, appointments, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '100000' });
});
afterAll(() => running.close());

const addUnits = `mutation ($input: AddUnitsInput!) { addUnits(input: $input) {
  units { name } offering { units { totalCount nodes { name } } } userErrors { code field }
} }`;
const createBlock = `mutation ($input: CreateBlockInput!) { createBlock(input: $input) {
  block { id unit { name } from to reason removedAt createdBy { name } }
  userErrors { __typename code field message ... on SlotUnavailableError { alternatives { from } } }
} }`;
const removeBlock = `mutation ($id: ID!) { removeBlock(input: { id: $id }) { block { removedAt } userErrors { code } } }`;

async function atTheDesk(values: Parameters<typeof anOffering>[2] = {}) {
  const property = await aProperty(running.app, { timeZone: 'Europe/Paris' });
  const { user } = await aMember(running.app, property, 'MANAGER');
  const offering = await anOffering(running.app, property, values);
  const [unit] = offering.units;
  return {
    property,
    offering,
    user,
    unitId: globalId('Unit', unit?.id ?? ''),
    token: await signedIn(running.app, user),
  };
}

const eventsOf = (propertyId: string) =>
  running.app.database.prisma.event.findMany({ where: { stream: `property:${propertyId}` }, orderBy: { seq: 'asc' } });

it('B3: units get names, or numbers behind those that there are', async () => {
  const { offering, token } = await atTheDesk();
  const offeringId = globalId('Offering', offering.id);
  const add = async (input: object) => (await running.ask(addUnits, { input: { offeringId, ...input } }, token)).data;
  expect((await add({ count: 2 })).addUnits).toMatchObject({ userErrors: [], units: [{ name: '3' }, { name: '4' }] });
  expect((await add({ names: ['Garden', 'Attic'] })).addUnits.offering.units).toEqual({
    totalCount: 6,
    nodes: ['1', '2', '3', '4', 'Garden', 'Attic'].map((name) => ({ name })),
  });
  expect((await add({ names: ['Garden'] })).addUnits.userErrors).toEqual([{ code: 'NAME_TAKEN', field: 'names' }]);
  expect((await add({})).addUnits.userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  expect((await add({ count: 500 })).addUnits.userErrors).toEqual([]);
});

it('B3: a block takes a unit out of sale, and two of them never overlap', async () => {
  const { property, offering, user, unitId, token } = await atTheDesk();
  const block = async (from: string, to: string) =>
    (await running.ask(createBlock, { input: { unitId, from, to, reason: 'Painting' } }, token)).data.createBlock;
  const made = await block('2027-05-01', '2027-05-04');
  expect(made).toMatchObject({
    userErrors: [],
    block: { unit: { name: '1' }, from: '2027-05-01', to: '2027-05-04', createdBy: { name: user.name } },
  });
  expect((await block('2027-05-03', '2027-05-05')).userErrors).toEqual([
    expect.objectContaining({ __typename: 'SlotUnavailableError', code: 'SLOT_UNAVAILABLE', alternatives: [] }),
  ]);
  expect((await block('2027-05-04', '2027-05-05')).userErrors).toEqual([]);
  expect(await eventsOf(property.id)).toMatchObject([
    { type: 'BlockCreated' },
    { type: 'AvailabilityChanged', payload: { offeringId: offering.id, from: '2027-05-01', to: '2027-05-04' } },
    { type: 'BlockCreated' },
    { type: 'AvailabilityChanged' },
  ]);
  const removed = await running.ask(removeBlock, { id: made.block.id }, token);
  expect(removed.data.removeBlock.block.removedAt).not.toBeNull();
  await running.ask(removeBlock, { id: made.block.id }, token);
  expect((await eventsOf(property.id)).slice(4).map(({ type }) => type)).toEqual([
    'BlockRemoved',
    'AvailabilityChanged',
  ]);
  expect((await block('2027-05-01', '2027-05-04')).userErrors).toEqual([]);
});

it('B3: of fifty blocks of one unit at once, one is made', async () => {
  const { unitId, token } = await atTheDesk();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      running.ask(createBlock, { input: { unitId, from: `2027-06-0${1 + (n % 3)}`, to: '2027-06-05' } }, token),
    ),
  );
  const codes = answers.flatMap(({ data }) => data.createBlock.userErrors.map(({ code }: { code: string }) => code));
  expect(codes).toEqual(Array(49).fill('SLOT_UNAVAILABLE'));
});

it('B3: a block says days or local times, by what the unit is', async () => {
  const rooms = await atTheDesk();
  const chairs = await atTheDesk(appointments);
  const block = async ({ unitId, token }: typeof rooms, from: string, to: string) =>
    (await running.ask(createBlock, { input: { unitId, from, to } }, token)).data.createBlock.userErrors;
  expect(await block(rooms, '2027-05-01T10:00', '2027-05-02')).toMatchObject([
    { code: 'SLOT_NOT_OFFERED', field: 'from' },
  ]);
  expect(await block(rooms, '2027-05-02', '2027-05-02')).toMatchObject([{ code: 'SLOT_NOT_OFFERED', field: 'to' }]);
  expect(await block(rooms, '2027-05-02', '2028-06-02')).toMatchObject([{ code: 'SLOT_NOT_OFFERED', field: 'to' }]);
  expect(await block(chairs, '2027-05-01T10:00', '2027-05-01T09:00')).toMatchObject([{ field: 'to' }]);
  expect(await block(chairs, '2027-05-01T10:00', '2028-09-01')).toMatchObject([{ field: 'to' }]);
  expect(await block(chairs, '2027-05-01', '2027-05-02T10:00')).toEqual([]);
  // 10:00 in Paris, told with an offset: taken already.
  expect(await block(chairs, '2027-05-02T09:59+02:00', '2027-05-02T13:00')).toMatchObject([
    { code: 'SLOT_UNAVAILABLE' },
  ]);
  expect(await block(chairs, '2027-05-02T08:00Z', '2027-05-02T13:00')).toEqual([]);
});

it('B7: the database itself refuses two allocations of one person’s time that overlap', async () => {
  const { property } = await atTheDesk();
  const { id } = await running.app.database.prisma.provider.create({
    data: { propertyId: property.id, name: 'Ana', kind: 'GUIDE' },
  });
  const insert = (from: string, to: string) =>
    running.app.database.query(
      `INSERT INTO allocation (provider_id, during, state) VALUES ($1, tstzrange($2, $3), 'BLOCKED')`,
      [id, from, to],
    );
  await insert('2027-05-01T10:00Z', '2027-05-01T11:00Z');
  await expect(insert('2027-05-01T10:59Z', '2027-05-01T12:00Z')).rejects.toMatchObject({ code: '23P01' });
  await insert('2027-05-01T11:00Z', '2027-05-01T12:00Z');
});

it('B7: the database itself refuses two allocations of one unit that overlap', async () => {
  const { property, offering } = await atTheDesk();
  const unitId = offering.units[0]?.id ?? '';
  const insert = async (from: string, to: string) => {
    const { id } = await running.app.database.prisma.block.create({
      data: { propertyId: property.id, unitId, from, to },
    });
    await running.app.database.query(
      `INSERT INTO allocation (unit_id, during, state, block_id) VALUES ($1, tstzrange($2, $3), 'BLOCKED', $4)`,
      [unitId, from, to, id],
    );
  };
  await insert('2027-05-01', '2027-05-03');
  await expect(insert('2027-05-02', '2027-05-04')).rejects.toMatchObject({ code: '23P01' });
  await insert('2027-05-03', '2027-05-04');
});
