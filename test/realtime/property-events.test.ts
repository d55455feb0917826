import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Property, User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { type Followed, openSocket } from '../support/socket.js';
import { followBySse } from '../support/sse.js';

let running: RunningApp;
let property: Property;
let owner: User;
let ownerToken: string;
let id: string;

beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
  property = await aProperty(running.app);
  owner = (await aMember(running.app, property, 'OWNER')).user;
  ownerToken = await signedIn(running.app, owner);
  id = globalId('Property', property.id);
});
afterAll(() => running.close());

const propertyEvents = `subscription ($id: ID!, $after: EventCursor, $kinds: [PropertyEventKind!]) {
  propertyEvents(propertyId: $id, after: $after, kinds: $kinds) {
    __typename id cursor occurredAt actor { kind name }
    ... on StreamReady { recovered replayed }
    ... on StreamReset { resetReason: reason }
    ... on AccessRevoked { revokedReason: reason }
    ... on PropertyUpdated { changes version property { name } }
  }
}`;

async function rename(name: string): Promise<void> {
  const { data } = await running.ask(
    'mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }',
    { id, name },
    ownerToken,
  );
  expect(data.updateProperty.userErrors).toEqual([]);
}

const names = (followed: Followed<{ __typename: string; property?: { name: string } }>) =>
  followed.items.filter((item) => item.__typename === 'PropertyUpdated').map((item) => item.property?.name);

it('F4: a member hears of each change, live, with who did it', async () => {
  await using socket = openSocket(running, ownerToken);
  const followed = socket.follow(propertyEvents, { id });
  await eventually(() => expect(followed.items).toHaveLength(1));
  expect(followed.items[0]).toMatchObject({ __typename: 'StreamReady', recovered: false, replayed: 0, actor: null });
  await rename('Live One');
  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(followed.items[1]).toMatchObject({
    __typename: 'PropertyUpdated',
    changes: ['name'],
    property: { name: 'Live One' },
    actor: { kind: 'USER', name: owner.name },
  });
});

it('F9: a reader that comes back with its cursor gets what it missed, once and in order', async () => {
  await using first = openSocket(running, ownerToken);
  const before = first.follow(propertyEvents, { id });
  await eventually(() => expect(before.items).toHaveLength(1));
  await rename('Seen');
  await eventually(() => expect(names(before)).toHaveLength(1));
  before.stop();
  for (const name of ['Missed 1', 'Missed 2', 'Missed 3']) await rename(name);

  await using second = openSocket(running, ownerToken);
  const after = second.follow(propertyEvents, { id, after: before.items.at(-1).cursor });
  await eventually(() => expect(after.items).toHaveLength(4));
  expect(after.items[0]).toMatchObject({ __typename: 'StreamReady', recovered: true, replayed: 3 });
  await rename('Live again');
  await eventually(() => expect(after.items).toHaveLength(5));
  const versions = after.items.slice(1).map((item: { version: number }) => item.version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  expect(new Set(after.items.map((item: { id: string }) => item.id)).size).toBe(5);
});

it('F10: a cursor that is of another feed, made up, or ahead of everything is told so', async () => {
  const other = await aProperty(running.app);
  await aMember(running.app, other, 'OWNER', owner);
  await using socket = openSocket(running, await signedIn(running.app, owner));
  const elsewhere = socket.follow(propertyEvents, { id: globalId('Property', other.id) });
  await eventually(() => expect(elsewhere.items).toHaveLength(1));
  const { cursors } = running.app.realtime;
  const stream = `property:${property.id}`;
  const head = await running.app.realtime.log.head(stream);
  for (const [index, [after, reason]] of [
    [elsewhere.items[0].cursor, 'FOREIGN'],
    ['made-up', 'FOREIGN'],
    [cursors.seal({ stream, epoch: head.epoch, seq: head.seq + 1_000 }), 'FUTURE'],
    [cursors.seal({ stream, epoch: head.epoch + 1, seq: 1 }), 'RESTORED'],
  ].entries()) {
    const followed = socket.follow(propertyEvents, { id, after });
    await eventually(() => expect(followed.items).toHaveLength(2));
    expect(followed.items).toMatchObject([
      { __typename: 'StreamReady', recovered: false },
      { __typename: 'StreamReset', resetReason: reason, cursor: expect.any(String) },
    ]);
    const before = names(followed).length;
    await rename(`After reset ${index}`);
    await eventually(() => expect(names(followed)).toHaveLength(before + 1));
    followed.stop();
  }
});

it('F10: a cursor older than what is kept is told so', async () => {
  await using socket = openSocket(running, ownerToken);
  const { cursors, log } = running.app.realtime;
  const stream = `property:${property.id}`;
  for (const name of ['One', 'Two', 'Three']) await rename(name);
  const { seq, epoch } = await log.head(stream);
  await running.app.database.query('UPDATE stream SET min_seq = $2 WHERE id = $1', [stream, seq]);
  const followed = socket.follow(propertyEvents, { id, after: cursors.seal({ stream, epoch, seq: seq - 2 }) });
  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(followed.items[1]).toMatchObject({ __typename: 'StreamReset', resetReason: 'EXPIRED' });
  await running.app.database.query('UPDATE stream SET min_seq = 1 WHERE id = $1', [stream]);
});

it('F4: filters by kind', async () => {
  await using socket = openSocket(running, ownerToken);
  const followed = socket.follow(propertyEvents, { id, kinds: ['MEMBER_JOINED'] });
  await eventually(() => expect(followed.items).toHaveLength(1));
  await rename('Nobody hears');
  const guest = await aUser(running.app);
  const invited = await running.ask(
    'mutation ($id: ID!, $email: EmailAddress!) { inviteMember(input: { propertyId: $id, email: $email, role: STAFF }) { token } }',
    { id, email: guest.email },
    ownerToken,
  );
  await running.ask(
    'mutation ($token: String!) { acceptInvitation(input: { token: $token }) { userErrors { code } } }',
    { token: invited.data.inviteMember.token },
    await signedIn(running.app, guest),
  );
  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(followed.items[1].__typename).toBe('MemberJoined');
});

it('F12: a stranger is not let in, and a member who is removed hears nothing from that moment on', async () => {
  const stranger = await aUser(running.app);
  await using refused = openSocket(running, await signedIn(running.app, stranger));
  const nothing = refused.follow(propertyEvents, { id });
  await nothing.done;
  expect(nothing.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);

  const { user, membership } = await aMember(running.app, property, 'STAFF');
  await using socket = openSocket(running, await signedIn(running.app, user));
  const followed = socket.follow(propertyEvents, { id });
  await eventually(() => expect(followed.items).toHaveLength(1));
  await rename('Still here');
  await eventually(() => expect(names(followed)).toEqual(['Still here']));
  const removal = running.ask(
    'mutation ($id: ID!) { removeMember(input: { id: $id }) { userErrors { code } } }',
    { id: globalId('Member', membership.id) },
    ownerToken,
  );
  expect((await removal).data.removeMember.userErrors).toEqual([]);
  await rename('Secret');
  await followed.done;
  expect(followed.items.at(-1)).toMatchObject({
    __typename: 'AccessRevoked',
    revokedReason: 'ACCESS_LOST',
    cursor: null,
  });
  expect(names(followed)).toEqual(['Still here']);
});

it('T7: a session that is ended ends its streams', async () => {
  const { user } = await aMember(running.app, property, 'STAFF');
  const token = await signedIn(running.app, user);
  await using socket = openSocket(running, token);
  const followed = socket.follow(propertyEvents, { id });
  await eventually(() => expect(followed.items).toHaveLength(1));
  const out = await running.ask('mutation { signOut(input: { everywhere: true }) { userErrors { code } } }', {}, token);
  expect(out.data.signOut.userErrors).toEqual([]);
  await followed.done;
  expect(followed.items.at(-1)).toMatchObject({ revokedReason: 'SESSION_ENDED' });
});

it('F9: the same feed over SSE', async () => {
  const followed = followBySse(running, propertyEvents, { id }, ownerToken);
  await eventually(() => expect(followed.text()).toContain('StreamReady'));
  expect(followed.contentType()).toContain('text/event-stream');
  await rename('Over SSE');
  await eventually(() => expect(followed.text()).toContain('Over SSE'));
  followed.stop();
  await followed.done;
  await eventually(() => expect(running.app.realtime.hubs.size).toBe(0));
});
