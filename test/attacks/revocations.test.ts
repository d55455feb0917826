import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { globalId } from '../support/global-id.js';
import { followBySse } from '../support/sse.js';
import { act, done } from './support/acting.js';
import { quantile } from './support/medians.js';
import { open, other, type Person, target, tokenAs, tokenOf } from './support/target.js';
import { readyWire, subscribe, type Wire } from './support/wire.js';

/** So many revocations in the midst of a stream, over both projects of the suite together. */
const rounds = Math.ceil(Number(process.env.REVOCATIONS ?? 1_000) / 2);
const lanes = 5;

let owner: string | null;
beforeAll(async () => {
  owner = await tokenAs('owner', target().prey);
});

const feed = `subscription ($id: ID!) { conversationEvents(conversationId: $id) {
  __typename id ... on MessageSent { message { body } } ... on AccessRevoked { reason }
} }`;

type Item = { __typename: string; id: string; message?: { body: string }; reason?: string };
const itemsOf = (wire: Wire, id: string): Item[] =>
  wire.messages
    .filter((message) => message.id === id && message.type === 'next')
    .map(({ payload }) => (payload as { data: { conversationEvents: Item } }).data.conversationEvents);

/**
 * Milliseconds from the answer to a revocation to the end of the stream. Half of them are below a second; on a machine that
 * is busy with something else, below five times what is `usual` on it at that moment.
 */
const expectSoon = (ended: readonly number[], usual: readonly number[]) =>
  expect(quantile(ended, 0.5)).toBeLessThan(Math.max(1_000, 5 * quantile(usual, 0.5)));

const ended: number[] = [];
/** Of a message to whoever follows. */
const heard: number[] = [];

/**
 * One conversation, over and over: somebody is added, follows, hears a message, and is removed while messages are being
 * sent. What they have heard stands before their removal in what the owner of the conversation has heard.
 */
async function lane(index: number, count: number): Promise<void> {
  const person = target().strangers[index] ?? target().admin;
  const [writer, theirs] = [await tokenOf(target().strangers[11 - index] ?? target().admin), await tokenOf(person)];
  const userId = globalId('User', person.userId);
  const listener = globalId('User', (target().strangers[5] ?? target().admin).userId);
  const { conversation } = await done(
    open(),
    writer,
    'startConversation',
    { kind: 'GROUP', participantIds: [listener] },
    'conversation { id }',
  );
  const id = conversation.id as string;
  await using chronicle = await readyWire(open(), writer);
  chronicle.send(subscribe('all', feed, { id }));
  await chronicle.until((message) => message.id === 'all');
  for (let round = 0; round < count; round++) {
    await done(open(), writer, 'addParticipants', { conversationId: id, userIds: [userId] });
    await using wire = await readyWire(other(), theirs);
    wire.send(subscribe('mine', feed, { id }));
    await wire.until((message) => message.id === 'mine');
    const send = (what: string) =>
      done(open(), writer, 'sendMessage', { conversationId: id, body: `${round} ${what}` });
    const sentAt = performance.now();
    await send('before');
    await wire.until(({ payload }) => JSON.stringify(payload ?? '').includes(`"${round} before"`));
    heard.push(performance.now() - sentAt);
    const during = [send('beside 1'), send('beside 2')];
    const removal = done(other(), writer, 'removeParticipant', { conversationId: id, userId });
    during.push(send('beside 3'));
    await removal;
    const removedAt = performance.now();
    await Promise.all([...during, send('after')]);
    await wire.until((message) => message.id === 'mine' && message.type === 'complete');
    ended.push(performance.now() - removedAt);
    await chronicle.until((message) => JSON.stringify(message).includes(`"${round} after"`));

    const all = itemsOf(chronicle, 'all');
    const removedIndex = all.findLastIndex(({ __typename }) => __typename === 'ParticipantRemoved');
    expect(removedIndex).toBeGreaterThan(-1);
    const before = new Set(all.slice(0, removedIndex + 1).map((item) => item.id));
    const got = itemsOf(wire, 'mine').filter(({ __typename }) => !/^Stream|Bookmark|AccessRevoked/.test(__typename));
    expect(
      got.filter((item) => !before.has(item.id)).map(({ __typename, message }) => [__typename, message?.body]),
    ).toEqual([]);
    expect(itemsOf(wire, 'mine').at(-1)).toMatchObject({ __typename: 'AccessRevoked' });
    chronicle.messages.length = 0;
  }
}

describe('attack 11: who loses a right in the midst of a stream', () => {
  it(`attack 11: ${rounds} removals from a conversation that goes on: no event after the removal`, async () => {
    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index, Math.ceil(rounds / lanes))));
    expect(ended.length).toBeGreaterThanOrEqual(rounds);
    expectSoon(ended, heard);
  }, 600_000);

  /** Each with a session of its own, which it loses. */
  const ways: Array<[what: string, revoke: (person: Person, session: number) => Promise<unknown>]> = [
    ['signs out', async (person, session) => act(other(), await tokenOf(person, session), 'signOut', {})],
    [
      'signs that device out elsewhere',
      async (person, session) =>
        act(other(), await tokenOf(person, 79), 'revokeSession', {
          sessionId: globalId('Session', person.sessionIds[session] ?? ''),
        }),
    ],
  ];
  for (const transport of ['WebSocket', 'SSE'] as const)
    it.each(ways)(`attack 11: who %s hears nothing more over ${transport}, twenty times`, async (what, revoke) => {
      const person = target().strangers[transport === 'SSE' ? 10 : 11] ?? target().admin;
      const first = what === 'signs out' ? 20 : 45;
      const [over, asked]: [number[], number[]] = [[], []];
      for (let session = first; session < first + 20; session++) {
        const token = await tokenOf(person, session);
        const other79 = await tokenOf(person, 78);
        const follow = await followed(transport, token);
        await revoke(person, session);
        const removedAt = performance.now();
        const ending = follow.ended.then(() => over.push(performance.now() - removedAt));
        await act(open(), other79, 'updateSettings', { sounds: session % 2 === 0 });
        asked.push(performance.now() - removedAt);
        await ending;
        expect(follow.text()).not.toContain('SettingsUpdated');
      }
      expectSoon(over, asked);
    });

  /** What ends more than one session is done to people who came for it. */
  const everything: Array<[what: string, revoke: (one: Newcomer, fresh: string) => Promise<unknown>]> = [
    ['signs out everywhere', (_one, fresh) => done(other(), fresh, 'signOut', { everywhere: true })],
    [
      'changes the password elsewhere',
      ({ password }, fresh) =>
        done(other(), fresh, 'changePassword', { currentPassword: password, newPassword: `${password} and more` }),
    ],
    [
      'is disabled',
      async ({ userId }) =>
        done(other(), await tokenAs('admin'), 'setUserStatus', {
          userId: globalId('User', userId),
          status: 'DISABLED',
        }),
    ],
  ];
  for (const transport of ['WebSocket', 'SSE'] as const) {
    it.each(everything)(`attack 11: who %s hears nothing more over ${transport}`, async (_what, revoke) => {
      const one = await newcomer();
      const follow = await followed(transport, one.token);
      await revoke(one, await one.signedInAnew());
      await follow.ended;
      expect((await act(open(), one.token, 'updateSettings', { sounds: true })).refused).toEqual(['UNAUTHENTICATED']);
      expect(follow.text()).not.toContain('SettingsUpdated');
    });

    it(`attack 11: who signs out hears nothing more of a property over ${transport}`, async () => {
      const { propertyId, people } = target().prey;
      const token = await tokenOf(people.staff, transport === 'SSE' ? 1 : 2);
      const follow = await followed(
        transport,
        token,
        `subscription { propertyEvents(propertyId: "${propertyId}") { __typename } }`,
      );
      // Nothing in the feed itself says so: it is told in their own.
      await done(open(), token, 'signOut', {});
      await done(open(), owner, 'updateProperty', { id: propertyId, description: `signed out of ${transport}` });
      await follow.ended;
      expect(follow.text()).not.toContain('PropertyUpdated');
    });

    it(`attack 11: whose token expires hears nothing more over ${transport}`, async () => {
      const { userId, sessionIds } = target().strangers[6] ?? target().admin;
      const tokenFor = (seconds: number) =>
        new SignJWT({ sid: sessionIds[50] })
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
          .setSubject(userId)
          .setIssuer('frontdesk')
          .setAudience('frontdesk')
          .setExpirationTime(`${seconds}s`)
          .sign(new TextEncoder().encode(target().secrets.auth));
      // It has to be good for as long as it takes to begin, which nobody knows beforehand.
      const beginning = async (seconds: number): ReturnType<typeof followed> =>
        followed(transport, await tokenFor(seconds)).catch((error: unknown) => {
          if (seconds > 60) throw error;
          return beginning(4 * seconds);
        });
      const follow = await beginning(4);
      await follow.ended;
      await act(open(), await tokenOf({ userId, sessionIds, email: '' }, 51), 'updateSettings', { sounds: true });
      expect(follow.text()).not.toContain('SettingsUpdated');
    });

    it(`attack 11: who is no administrator any more hears nothing of the platform over ${transport}`, async () => {
      const one = await newcomer();
      const superAdmin = await tokenAs('superAdmin');
      const userId = globalId('User', one.userId);
      await done(open(), superAdmin, 'setUserRole', { userId, role: 'ADMIN' });
      const follow = await followed(transport, one.token, 'subscription { platformEvents { __typename } }');
      await done(other(), superAdmin, 'setUserRole', { userId, role: 'USER' });
      await done(open(), owner, 'updateProperty', {
        id: target().prey.propertyId,
        description: `no more ${transport}`,
      });
      await follow.ended;
      expect(follow.text()).toContain('AccessRevoked');
      expect(follow.text()).not.toContain('PropertyUpdated');
    });
  }

  it('attack 11: who is disabled, and made active again, hears nothing of what was between', async () => {
    const admin = await tokenAs('admin');
    for (let round = 0; round < 5; round++) {
      const one = await newcomer();
      const userId = globalId('User', one.userId);
      const follow = await followed('WebSocket', one.token);
      await done(open(), admin, 'setUserStatus', { userId, status: 'DISABLED' });
      await follow.ended;
      await done(open(), admin, 'setUserStatus', { userId, status: 'ACTIVE' });
      // Their sessions have ended for good: they sign in anew.
      expect((await act(other(), one.token, 'updateSettings', { sounds: true })).refused).toEqual(['UNAUTHENTICATED']);
      await done(other(), await one.signedInAnew(), 'updateSettings', { sounds: true });
      expect(follow.text()).not.toContain('SettingsUpdated');
    }
  });

  it('attack 11: who is no member any more hears nothing of the property, on whichever node', async () => {
    const { propertyId } = target().prey;
    for (let round = 0; round < 10; round++) {
      const person = target().strangers[(round % 2) + 2] ?? target().admin;
      const token = await tokenOf(person, 60 + round);
      const { token: invitation } = await done(
        open(),
        owner,
        'inviteMember',
        { propertyId, email: person.email, role: 'STAFF' },
        'token',
      );
      const { member } = await done(other(), token, 'acceptInvitation', { token: invitation }, 'member { id }');
      await using wire = await readyWire(other(), token);
      wire.send(
        subscribe(
          '1',
          'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename ... on PropertyUpdated { property { description } } } }',
          { id: propertyId },
        ),
      );
      await wire.until(({ id }) => id === '1');
      await done(open(), owner, 'removeMember', { id: member.id });
      await done(open(), owner, 'updateProperty', { id: propertyId, description: `after ${round}` });
      await wire.until(({ type }) => type === 'complete');
      expect(JSON.stringify(wire.messages)).toContain('AccessRevoked');
      expect(JSON.stringify(wire.messages)).not.toContain(`after ${round}`);
    }
  });
});

interface Newcomer {
  readonly userId: string;
  readonly password: string;
  readonly token: string;
  /** A token of another session of theirs. */
  signedInAnew(): Promise<string>;
}

let newcomers = 0;
async function newcomer(): Promise<Newcomer> {
  const email = `newcomer-${++newcomers}-${process.hrtime.bigint()}@example.com`;
  const password = 'seven quiet rivers';
  const session = 'session { accessToken }';
  const { session: first, viewer } = await done(
    open(),
    null,
    'signUp',
    { email, name: 'Newcomer', password },
    `${session} viewer { user { id } }`,
  );
  const [, userId = ''] = Buffer.from(viewer.user.id, 'base64').toString().split(':');
  return {
    userId,
    password,
    token: first.accessToken,
    signedInAnew: async () =>
      (await done(other(), null, 'signIn', { email, password }, session)).session.accessToken as string,
  };
}

/** Follows what is mine, or what somebody asks for, and knows when it is over. */
async function followed(
  transport: 'WebSocket' | 'SSE',
  token: string,
  query = 'subscription { viewerEvents { __typename } }',
) {
  if (transport === 'WebSocket') {
    const wire = await readyWire(open(), token);
    wire.send(subscribe('1', query));
    await wire.until(({ id }) => id === '1');
    const over = wire.until(({ type }) => type === 'complete').catch(() => {});
    return {
      ended: Promise.race([over, wire.closed]).then(() => wire[Symbol.asyncDispose]()),
      text: () => JSON.stringify(wire.messages),
    };
  }
  const stream = followBySse(open(), query, {}, token);
  const refused = stream.done.then(() => {
    throw new Error(`It did not begin: ${stream.text()}`);
  });
  await Promise.race([eventually(() => expect(stream.text()).toContain('StreamReady'), 60_000), refused]);
  return { ended: stream.done, text: stream.text };
}
