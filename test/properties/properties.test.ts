import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const create = `mutation ($input: CreatePropertyInput!) { createProperty(input: $input) {
  property { id slug name status currency viewerRole members { totalCount nodes { role user { name } } } }
  userErrors { __typename code field message }
} }`;
const update = `mutation ($input: UpdatePropertyInput!) { updateProperty(input: $input) {
  property { name slug phone version settings { checkInTime holdMinutes awayMessage } }
  userErrors { code field ... on VersionConflictError { currentVersion } }
} }`;
const setStatus = `mutation ($input: SetPropertyStatusInput!) { setPropertyStatus(input: $input) {
  property { status version allowedTransitions }
  userErrors { code ... on InvalidTransitionError { from allowed } }
} }`;

const wanted = (values: object = {}) => ({
  name: 'Riverside',
  slug: `riverside-${randomUUID().slice(0, 8)}`,
  kind: 'HOTEL',
  timeZone: 'Asia/Ho_Chi_Minh',
  currency: 'VND',
  ...values,
});

const eventsOf = (propertyId: string) =>
  running.app.database.prisma.event.findMany({ where: { stream: `property:${propertyId}` }, orderBy: { seq: 'asc' } });

async function anOwner() {
  const property = await aProperty(running.app);
  const { user } = await aMember(running.app, property, 'OWNER');
  return { property, user, id: globalId('Property', property.id), token: await signedIn(running.app, user) };
}

it('B1: nobody makes a property without signing in', async () => {
  const answer = await running.ask(create, { input: wanted() });
  expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

it('B1: every wrong field is named at once', async () => {
  const token = await signedIn(running.app, await aUser(running.app));
  const input = wanted({ name: ' ', slug: 'Not A Slug', timeZone: 'Mars/Olympus', currency: 'XXQ', phone: 'no' });
  const { data } = await running.ask(create, { input }, token);
  expect(data.createProperty.property).toBeNull();
  expect(data.createProperty.userErrors.map(({ field }: { field: string }) => field).sort()).toEqual(
    ['currency', 'name', 'phone', 'slug', 'timeZone'].sort(),
  );
});

it('B1: whoever makes a property owns it, and everybody who may hear of it does', async () => {
  const user = await aUser(running.app);
  const { data } = await running.ask(create, { input: wanted() }, await signedIn(running.app, user));
  expect(data.createProperty).toMatchObject({
    userErrors: [],
    property: {
      status: 'ACTIVE',
      currency: 'VND',
      viewerRole: 'OWNER',
      members: { totalCount: 1, nodes: [{ role: 'OWNER', user: { name: user.name } }] },
    },
  });
  const [row] = await running.app.database.prisma.membership.findMany({ where: { userId: user.id } });
  expect((await eventsOf(row?.propertyId ?? '')).map(({ type }) => type)).toEqual(['PropertyCreated', 'MemberJoined']);
});

it('B1: two properties never have the same slug', async () => {
  const token = await signedIn(running.app, await aUser(running.app));
  const input = wanted();
  await running.ask(create, { input }, token);
  const { data } = await running.ask(create, { input: { ...input, slug: input.slug.toUpperCase() } }, token);
  expect(data.createProperty.userErrors).toMatchObject([{ code: 'SLUG_TAKEN', field: 'slug' }]);
});

it('B1: staff may not change the property; a guest does not hear that it can be changed', async () => {
  const { property, id } = await anOwner();
  const { user: staff } = await aMember(running.app, property, 'STAFF');
  const asStaff = await running.ask(update, { input: { id, name: 'Mine' } }, await signedIn(running.app, staff));
  expect(asStaff.data.updateProperty.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  const guest = await signedIn(running.app, await aUser(running.app));
  const asGuest = await running.ask(update, { input: { id, name: 'Mine' } }, guest);
  expect(asGuest.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('B1: a change is live, with what changed; no change is silent', async () => {
  const { property, id, token } = await anOwner();
  const input = { id, name: 'Other', phone: '+84 28 1234', settings: { holdMinutes: 10, awayMessage: 'Back at 8.' } };
  const { data } = await running.ask(update, { input }, token);
  expect(data.updateProperty).toMatchObject({
    userErrors: [],
    property: { name: 'Other', version: 2, settings: { holdMinutes: 10, awayMessage: 'Back at 8.' } },
  });
  const again = await running.ask(update, { input }, token);
  expect(again.data.updateProperty.property.version).toBe(2);
  const events = await eventsOf(property.id);
  expect(events).toMatchObject([
    {
      type: 'PropertyUpdated',
      payload: { version: 2, changes: ['name', 'phone', 'settings.holdMinutes', 'settings.awayMessage'] },
    },
  ]);
});

it('B1: null takes away what may be missing, and nothing else', async () => {
  const { id, token } = await anOwner();
  const wrong = await running.ask(update, { input: { id, name: null, settings: { checkInTime: null } } }, token);
  expect(wrong.data.updateProperty.userErrors).toMatchObject([{ field: 'name' }, { field: 'settings.checkInTime' }]);
  const { data } = await running.ask(update, { input: { id, phone: null } }, token);
  expect(data.updateProperty).toMatchObject({ userErrors: [], property: { phone: null } });
});

it('B1: of two people who change the same version, the second is told', async () => {
  const { id, token } = await anOwner();
  await running.ask(update, { input: { id, expectedVersion: 1, name: 'First' } }, token);
  const { data } = await running.ask(update, { input: { id, expectedVersion: 1, name: 'Second' } }, token);
  expect(data.updateProperty.userErrors).toEqual([
    { code: 'VERSION_CONFLICT', field: 'expectedVersion', currentVersion: 2 },
  ]);
});

it('B1: a state that cannot be reached is refused with those that can', async () => {
  const { id, token } = await anOwner();
  const same = await running.ask(setStatus, { input: { id, status: 'ACTIVE' } }, token);
  expect(same.data.setPropertyStatus.userErrors).toEqual([
    { code: 'INVALID_TRANSITION', from: 'ACTIVE', allowed: ['PAUSED', 'MAINTENANCE', 'ARCHIVED'] },
  ]);
});

it('B1: an archived property is seen by its members and admins alone, and comes back paused', async () => {
  const { property, id, token } = await anOwner();
  const { data } = await running.ask(setStatus, { input: { id, status: 'ARCHIVED', reason: 'Sold' } }, token);
  expect(data.setPropertyStatus.property).toEqual({ status: 'ARCHIVED', version: 2, allowedTransitions: ['PAUSED'] });
  expect((await eventsOf(property.id)).at(-1)).toMatchObject({
    type: 'PropertyStatusChanged',
    payload: { from: 'ACTIVE', to: 'ARCHIVED', reason: 'Sold', version: 2 },
  });

  const look = `query ($id: ID!, $slug: String!) {
    property(slug: $slug) { name } properties(filter: { search: $slug }) { totalCount } node(id: $id) { id }
  }`;
  const variables = { id, slug: property.slug };
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  for (const allowed of [token, admin])
    expect((await running.ask(look, variables, allowed)).data).toMatchObject({
      property: { name: property.name },
      properties: { totalCount: 1 },
      node: { id },
    });
  const guest = await signedIn(running.app, await aUser(running.app));
  for (const refused of [guest, null]) {
    const answer = await running.ask(look, variables, refused);
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    expect(answer.data).toEqual({ property: null, properties: { totalCount: 0 }, node: null });
  }

  const back = await running.ask(setStatus, { input: { id, status: 'PAUSED' } }, token);
  expect(back.data.setPropertyStatus.property.status).toBe('PAUSED');
});

it('B1: one property is asked for by its id or its slug, never by both or neither', async () => {
  const { property, id } = await anOwner();
  const ask = (args: string) => running.ask(`{ property${args} { name } }`);
  for (const wrong of ['', `(id: "${id}", slug: "${property.slug}")`, '(id: "no-id")'])
    expect((await ask(wrong)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  for (const right of [`(id: "${id}")`, `(slug: "${property.slug}")`])
    expect((await ask(right)).data.property).toEqual({ name: property.name });
});

it('B1: the list is filtered, searched, sorted, counted, and paged without a gap', async () => {
  const mark = randomUUID().slice(0, 8);
  const made = [];
  for (const [index, kind] of (['HOTEL', 'SALON', 'HOTEL'] as const).entries())
    made.push(await aProperty(running.app, { kind, name: `100%_${mark} ${3 - index}` }));
  const { user } = await aMember(running.app, made[1] ?? { id: '' }, 'STAFF');
  const token = await signedIn(running.app, user);
  const list = async (args: string) =>
    (
      await running.ask(
        `{ properties(${args}) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }`,
        {},
        token,
      )
    ).data.properties;
  const names = ({ nodes }: { nodes: Array<{ name: string }> }) => nodes.map(({ name }) => name.at(-1));

  expect(names(await list(`filter: { search: "%_${mark.toUpperCase()}" }`))).toEqual(['1', '2', '3']);
  expect(names(await list(`filter: { search: "${mark}" }, orderBy: OLDEST`))).toEqual(['3', '2', '1']);
  expect(names(await list(`filter: { search: "${mark}", kinds: [HOTEL] }`))).toEqual(['1', '3']);
  expect(names(await list('filter: { mine: true }'))).toEqual(['2']);
  expect(names(await list(`filter: { search: "${mark}", statuses: [PAUSED] }`))).toEqual([]);
  expect((await list('filter: { search: "100a_" }')).totalCount).toBe(0);

  const first = await list(`first: 2, filter: { search: "${mark}" }`);
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  const rest = await list(`first: 2, after: "${first.pageInfo.endCursor}", filter: { search: "${mark}" }`);
  expect([...names(first), ...names(rest)]).toEqual(['1', '2', '3']);
});
