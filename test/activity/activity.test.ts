import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { forgetActivity } from '../../src/activity/forget-activity.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually as soon } from '../support/eventually.js';
import { aMember, aProperty, aUser, password, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());
vi.setConfig({ testTimeout: 180_000 });
const eventually = <T>(assertion: () => T | Promise<T>) => soon(assertion, 60_000);

const list = `query ($id: ID, $filter: ActivityFilter) { activity(propertyId: $id, filter: $filter) {
  nodes { kind action nodeType nodeId user { id } property { id } } } }`;
const record = `mutation ($id: ID, $action: String!, $nodeId: ID) {
  recordActivity(input: { propertyId: $id, action: $action, nodeId: $nodeId }) { activity { kind action } userErrors { code } } }`;
const signIn =
  'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { userErrors { code } } }';

const activityOf = async (id: string | undefined, token: string, filter = {}) => {
  const { data, errors } = await running.ask(list, { id, filter }, token);
  expect(errors).toBeUndefined();
  return data.activity.nodes;
};

it('D2: sign-ins, actions and what clients record show at the property, the newest first, and live', async () => {
  const property = await aProperty(running.app);
  const id = globalId('Property', property.id);
  const { user } = await aMember(running.app, property, 'OWNER');
  const owner = await signedIn(running.app, user);
  const staff = await signedIn(running.app, (await aMember(running.app, property, 'STAFF')).user);
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  await using socket = openSocket(running, admin);
  const live = socket.follow(
    'subscription { platformEvents(kinds: [ACTIVITY_RECORDED]) { __typename ... on ActivityRecorded { activity { action user { id } } } } }',
  );
  await eventually(() => expect(live.items).toHaveLength(1));
  await running.ask(signIn, { email: user.email, password });
  const update = 'mutation ($id: ID!) { updateProperty(input: { id: $id, name: "Sea View" }) { userErrors { code } } }';
  await running.ask(update, { id }, owner);
  const recorded = await running.ask(record, { id, action: 'dashboard.opened', nodeId: id }, owner);
  expect(recorded.data.recordActivity).toEqual({
    activity: { kind: 'INTERACTION', action: 'dashboard.opened' },
    userErrors: [],
  });
  const who = { user: { id: globalId('User', user.id) } };
  expect(await activityOf(id, staff)).toMatchObject([
    { kind: 'INTERACTION', action: 'dashboard.opened', nodeType: 'Property', nodeId: id, ...who, property: { id } },
    { kind: 'ACTION', action: 'updateProperty', nodeId: id, ...who },
    { kind: 'SIGN_IN', action: 'signIn', property: null, ...who },
  ]);
  expect(await activityOf(id, staff, { kinds: ['SIGN_IN'] })).toHaveLength(1);
  expect((await activityOf(undefined, admin, { userId: globalId('User', user.id) })).length).toBe(3);
  await eventually(() => expect(live.items[1]).toMatchObject({ activity: { action: 'dashboard.opened', ...who } }));
});

it('D2: nobody records at a property where they do not work, or more than people do', async () => {
  const { id } = await aProperty(running.app);
  const token = await signedIn(running.app, await aUser(running.app));
  const elsewhere = await running.ask(record, { id: globalId('Property', id), action: 'looked' }, token);
  expect(elsewhere.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await running.ask(record, { action: 'a b' }, token)).data.recordActivity.userErrors[0].code).toBe(
    'INVALID_INPUT',
  );
  const codes = [];
  for (let time = 0; time < 80; time++)
    codes.push((await running.ask(record, { action: 'looked' }, token)).data.recordActivity.userErrors[0]?.code);
  expect(codes[0]).toBeUndefined();
  expect(codes).toContain('RATE_LIMITED');
});

it('D2: it is forgotten after a while, and the audit trail is not', async () => {
  const { prisma } = running.app.database;
  const before = await prisma.auditEntry.count();
  await prisma.activity.updateMany({ data: { at: new Date(Date.now() - 40 * 86_400_000) } });
  expect(await forgetActivity(running.app.database, 30)).toBeGreaterThan(0);
  expect(await prisma.activity.count()).toBe(0);
  expect(await prisma.auditEntry.count()).toBe(before);
});

it('N1: of a sign-in from a device that somebody has not used before they are told, of the next one not', async () => {
  const user = await aUser(running.app);
  const from = async (userAgent: string) => {
    const response = await fetch(`${running.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': userAgent },
      body: JSON.stringify({ query: signIn, variables: { email: user.email, password } }),
    });
    expect(response.status).toBe(200);
  };
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0';
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
  await from(firefox);
  await from(safari);
  await from(safari);
  const token = await signedIn(running.app, user, { device: 'Safari on iPhone' });
  const told = '{ notifications { nodes { type title body } } }';
  await eventually(async () => {
    const { data } = await running.ask(told, {}, token);
    expect(data.notifications.nodes).toMatchObject([
      { type: 'ACTIVITY', title: 'A new device signed in to your account', body: expect.stringContaining('iPhone') },
    ]);
  });
  const left = () => running.app.database.prisma.reactionOutbox.count();
  await eventually(async () => expect(await left()).toBe(0));
  expect((await running.ask(told, {}, token)).data.notifications.nodes).toHaveLength(1);
});
