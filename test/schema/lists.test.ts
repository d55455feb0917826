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
  statements.filter((text) => /"(property|membership|user|property_settings|stream)"/.test(text)).length;

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
