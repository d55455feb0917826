import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
let admin: string;
beforeAll(async () => {
  running = await startApp();
  admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  for (let number = 0; number < 12; number++) {
    const property = await aProperty(running.app);
    for (const role of ['OWNER', 'STAFF', 'STAFF'] as const) await aMember(running.app, property, role);
  }
});
afterAll(() => running.close());

const aboutTables = (statements: string[]) =>
  statements.filter((text) =>
    /"(property|membership|user|property_settings|stream|invitation|block|booking|offering|unit|menu_item)"/.test(text),
  ).length;

const counted = async (document: string, first: number) => {
  let answer: Awaited<ReturnType<RunningApp['ask']>> | undefined;
  const statements = await statementsOf(async () => {
    answer = await running.ask(document, { first }, admin);
  });
  expect(answer?.errors).toBeUndefined();
  return aboutTables(statements);
};

it('F11: ten properties with their members cost as many statements as two', async () => {
  const document = `query ($first: Int) { properties(first: $first) { nodes {
    name viewerRole settings { locale } members(first: 3) { asOf nodes { role user { name } } }
  } } }`;
  await counted(document, 2);
  const two = await counted(document, 2);
  const ten = await counted(document, 10);
  expect(two).toBeGreaterThan(3);
  expect(ten).toBe(two);
});

it.each([
  'members(first: 2) { totalCount }',
  'members(first: 2, roles: [STAFF]) { totalCount nodes { email } }',
  'invitations(first: 2) { totalCount nodes { email } }',
  'invitations(first: 2, open: true) { totalCount }',
  'blocks(first: 2) { totalCount }',
  'menu(first: 2) { totalCount nodes { name } }',
  'arrivals(first: 2, on: "2030-01-01") { totalCount }',
  'offerings(first: 2) { totalCount nodes { units(first: 2) { totalCount } } }',
  'many: members(first: 2) { totalCount } staff: members(first: 2, roles: [STAFF]) { totalCount }',
])('F11: counting below each of ten costs as many statements as below two: %s', async (below) => {
  const document = `query ($first: Int) { properties(first: $first) { nodes { id ${below} } } }`;
  await counted(document, 2);
  expect(await counted(document, 10)).toBe(await counted(document, 2));
});

it('F11: counts are those of each property, also where there are none', async () => {
  const { data } = await running.ask(
    '{ properties(first: 12) { nodes { members(first: 3) { totalCount nodes { id } } staff: members(first: 1, roles: [STAFF]) { totalCount } invitations(first: 1) { totalCount } } } }',
    {},
    admin,
  );
  for (const { members, staff, invitations } of data.properties.nodes)
    expect([members.totalCount, staff.totalCount, invitations.totalCount]).toEqual([members.nodes.length, 2, 0]);
});

it('F11: people, and properties with all that is on them, cost a constant number of statements', async () => {
  for (const document of [
    'query ($first: Int) { users(first: $first) { totalCount nodes { id } } }',
    'query ($first: Int) { properties(first: $first) { totalCount nodes { id settings { locale } } } }',
  ]) {
    await counted(document, 2);
    expect(await counted(document, 10)).toBe(await counted(document, 2));
  }
});

it('F11: whoever subscribes from `asOf` misses nothing that the list does not show', async () => {
  const property = await aProperty(running.app);
  const { user } = await aMember(running.app, property, 'OWNER');
  const token = await signedIn(running.app, user);
  const id = globalId('Property', property.id);
  const list = await running.ask(
    'query ($id: ID!) { property(id: $id) { members { asOf totalCount } } }',
    { id },
    token,
  );
  const { asOf, totalCount } = list.data.property.members;
  expect(totalCount).toBe(1);
  const renamed = await running.ask(
    'mutation ($id: ID!) { updateProperty(input: { id: $id, name: "After" }) { userErrors { code } } }',
    { id },
    token,
  );
  expect(renamed.data.updateProperty.userErrors).toEqual([]);
  const place = running.app.realtime.cursors.open(asOf, `property:${property.id}`);
  const missed = await running.app.realtime.log.read(`property:${property.id}`, place?.seq ?? -1, 10);
  expect(missed.map(({ type }) => type)).toEqual(['PropertyUpdated']);
});

it('D7: how long a page is, and may be, is a setting', async () => {
  await using small = await startApp({ LIMIT_PAGE: '7', LIMIT_DEFAULT_PAGE: '3' });
  for (let number = 0; number < 5; number++) await aProperty(small.app);
  const page = async (args: string) => small.ask(`{ properties${args} { nodes { id } } }`);
  expect((await page('')).data.properties.nodes).toHaveLength(3);
  expect((await page('(first: 7)')).data.properties.nodes).toHaveLength(5);
  expect((await page('(last: 4)')).data.properties.nodes).toHaveLength(4);
  expect((await page('(first: 8)')).errors?.[0]?.message).toMatch(/`first` is 1 to 7/);
  // What nobody said counts as what it is.
  const cost = async (args: string) =>
    ((await page(args)).extensions as { cost: { requested: number } }).cost.requested;
  expect(await cost('')).toBe(await cost('(first: 3)'));
  await using large = await startApp({ LIMIT_PAGE: '200' });
  for (let number = 0; number < 101; number++) await aProperty(large.app);
  const all = await large.ask(
    '{ properties(first: 150) { nodes { id } } }',
    {},
    await signedIn(large.app, await aUser(large.app)),
  );
  expect(all.data.properties.nodes).toHaveLength(101);
});
