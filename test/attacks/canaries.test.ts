import { getNamedType, isNonNullType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type FollowedBySse, followBySse } from '../support/sse.js';
import { type Reply, transports } from '../support/transports.js';
import { done, inDays } from './support/acting.js';
import { privateCanary } from './support/canaries.js';
import { feedDocumentsOf } from './support/feed-documents.js';
import { typeAt } from './support/id-types.js';
import { documentOf, type Operation, operations, variablesOf } from './support/inputs.js';
import { open, other, type Role, target, tokenAs } from './support/target.js';
import { endFor, endForPeople, insiders, tellTheEnd } from './support/the-end.js';
import { readyWire, subscribe, type Wire } from './support/wire.js';

const tokens = {} as Record<Role, string | null>;
let theirs: string | null;
beforeAll(async () => {
  for (const role of insiders) tokens[role] = await tokenAs(role);
  theirs = await tokenAs('owner', target().theirs);
});

/** What may never be said, whoever asks: not even to those whose it is. */
const secret = /\$argon2|tokenHash|passwordHash|codeHash/;

const queries = operations.filter(({ kind, name }) => kind === 'query' && name !== 'nodes');

const codeOf = ({ extensions }: NonNullable<Reply['errors']>[number]) => extensions?.code;
/** Lists are not read where nobody wants what is in them: their rights have to be asked for all the same. */
const withTypeAlone = (operation: Operation) =>
  documentOf(operation, 0).replace(/( \w+(?:\([^)]*\))?) \{ .* \} \}$/s, '$1 { __typename } }');

const [firstDay, lastDay] = [inDays(100), inDays(120)];

/** Ids for whatever an operation takes: of that property. */
const about = (operation: Operation, ids: Record<string, string>, search: string) =>
  variablesOf(operation, ({ path, name, argument }) => {
    // The days on which something happens while this is followed.
    if (path === 'availabilityEvents.from') return firstDay;
    if (path === 'availabilityEvents.to') return lastDay;
    if (getNamedType(argument.type).name === 'ID')
      return ['id', 'propertyId'].includes(name) || isNonNullType(argument.type) ? ids[typeAt(path) ?? ''] : undefined;
    if (name === 'search' || name === 'query') return search;
    // Few enough that the whole operation costs less than one may.
    if (name === 'first') return 5;
    return undefined;
  });

/** All of them at once, about what is ours and about what is theirs. */
const eachOf = (asking: readonly Role[], attack: (role: Role, ids: Record<string, string>) => Promise<void>) =>
  Promise.all(asking.flatMap((role) => [target().ours.ids, target().theirs.ids].map((ids) => attack(role, ids))));

it('attack 14: each column of text holds a canary at the other tenant, or a reason why not', () => {
  const { covered, uncovered } = target().textColumns;
  expect(uncovered).toEqual([]);
  expect(covered.length).toBeGreaterThan(60);
});

describe('attack 14: canaries never leave by a query', () => {
  for (const [transport, ask] of Object.entries(transports))
    it.each(queries)(`attack 14: $name, as everybody else, over ${transport}`, async (operation) => {
      const asking = transport === 'HTTP' ? insiders : (['guest', 'owner'] as const);
      await eachOf(asking, async (role, ids) => {
        const text = JSON.stringify(
          await ask(other(), documentOf(operation, 1), about(operation, ids, privateCanary), tokens[role]),
        );
        expect(text).not.toContain(privateCanary);
        expect(text).not.toMatch(secret);
      });
    });

  it.each(queries)('attack 14: $name is refused as much when its type alone is asked for', async (operation) => {
    await eachOf(insiders, async (role, ids) => {
      const variables = about(operation, ids, privateCanary);
      const [nothing, all] = await Promise.all(
        [withTypeAlone(operation), documentOf(operation, 1)].map((document) =>
          transports.HTTP(other(), document, variables, tokens[role]),
        ),
      );
      const refused = (reply?: Reply) => reply?.errors?.filter(({ path }) => path?.length === 1).map(codeOf) ?? [];
      expect(refused(nothing)).not.toContain('INTERNAL');
      if (refused(all).length > 0) expect([role, refused(nothing)]).toEqual([role, refused(all)]);
    });
  });

  it('attack 14: whose they are finds them, or this would prove nothing', async () => {
    let text = '';
    for (const operation of queries)
      text += JSON.stringify(
        await transports.HTTP(
          open(),
          documentOf(operation, 1),
          about(operation, target().theirs.ids, privateCanary),
          theirs,
        ),
      );
    const seen = new Set(
      [...text.matchAll(new RegExp(`${privateCanary}-(\\w+-\\w+)`, 'g'))].map(([, column]) => column),
    );
    expect(seen.size).toBeGreaterThan(8);
    expect(text).not.toContain('QUERY_TOO_COMPLEX');
    expect(text).not.toMatch(secret);
  });
});

/** Everything that can be followed, with all the text that it may bring. */
const feeds = operations
  .filter(({ kind }) => kind === 'subscription')
  .flatMap((operation) => feedDocumentsOf(operation).map((document) => ({ operation, document })));

/** Follows all of them, about things of that property, and waits until each has begun or is refused. */
async function followAll(wire: Wire, ids: Record<string, string>): Promise<void> {
  for (const [index, { operation, document }] of feeds.entries())
    wire.send(subscribe(`${operation.name} ${index}`, document, about(operation, ids, '')));
  for (const [index, { operation }] of feeds.entries())
    await wire.until(({ id }) => id === `${operation.name} ${index}`);
}

/** As long as a busy machine takes for all of them. */
const patienceMs = 120_000;

describe('attack 14: canaries never leave by a feed', () => {
  it('attack 14: while the other tenant works, nobody else hears a word of it', async () => {
    const wires = new Map<Role, Wire[]>();
    const streams: FollowedBySse[] = [];
    for (const role of insiders) {
      // One for each tenant: a socket may follow so many.
      const both = await Promise.all(
        [target().ours.ids, target().theirs.ids].map(async (ids) => {
          const wire = await readyWire(open(), tokens[role]);
          await followAll(wire, ids);
          return wire;
        }),
      );
      wires.set(role, both);
      for (const { operation, document } of feeds)
        if (role !== 'anonymous')
          streams.push(followBySse(other(), document, about(operation, target().theirs.ids, ''), tokens[role] ?? ''));
    }
    // An event of the stream, or the errors instead of one.
    for (const stream of streams) await eventually(() => expect(stream.text()).toMatch(/^(data: |\{)/m), patienceMs);
    const witness = await readyWire(other(), theirs);
    await followAll(witness, target().theirs.ids);

    const { ids } = target().theirs;
    const said: string[] = [];
    const say = (word: string) => {
      said.push(`${privateCanary}-live-${word}`);
      return said.at(-1) ?? '';
    };
    for (let round = 0; round < 5; round++) {
      await done(open(), theirs, 'sendMessage', { conversationId: ids.Conversation, body: say(`message-${round}`) });
      await done(other(), theirs, 'addNote', { conversationId: ids.Conversation, body: say(`note-${round}`) });
      await done(open(), theirs, 'setTyping', { conversationId: ids.Conversation, typing: true });
      await done(open(), theirs, 'createBooking', {
        offeringId: ids.Offering,
        from: inDays(100 + round),
        to: inDays(101 + round),
        notes: say(`booking-${round}`),
        guest: { name: say(`guest-${round}`), email: `${privateCanary}@example.com`, phone: '+351 210 000 000' },
      });
      await done(other(), theirs, 'publishAnnouncement', {
        title: say(`announcement-${round}`),
        propertyIds: [ids.Property],
      });
      await done(open(), theirs, 'setProviderStatus', {
        id: ids.Provider,
        status: round % 2 === 0 ? 'BUSY' : 'AVAILABLE',
        reason: say(`reason-${round}`),
      });
      await done(open(), theirs, 'updateConversation', { id: ids.Conversation, subject: say(`subject-${round}`) });
      await done(open(), theirs, 'placeOrder', {
        propertyId: ids.Property,
        notes: say(`order-${round}`),
        items: [{ menuItemId: ids.MenuItem, quantity: 1 }],
      });
    }
    // Of what is read as it is then, and not as it was, an earlier word may be gone.
    const kept = said.filter((word) => !/-(reason|subject)-[0-3]$/.test(word));
    await eventually(() => {
      const heard = JSON.stringify(witness.messages);
      expect(kept.filter((word) => !heard.includes(word))).toEqual([]);
    }, patienceMs);
    await tellTheEnd();
    // Whoever has had something of ours since has had everything before it: each of them hears of the end in a way of theirs.
    const has = (word: string) => (message: Wire['messages'][number]) => JSON.stringify(message).includes(word);
    for (const role of insiders) {
      const [first, second] = wires.get(role) ?? [];
      for (const word of endFor[role].ours) await first?.until(has(word));
      for (const word of endFor[role].theirs) await second?.until(has(word));
    }
    // Of the streams, those in which people hear what is addressed to them: one for each, beside those that are refused.
    const inStreams = () => streams.filter((stream) => stream.text().includes(endForPeople)).length;
    const people = insiders.filter((role) => endFor[role].theirs.includes(endForPeople));
    await eventually(() => expect(inStreams()).toBeGreaterThanOrEqual(people.length), patienceMs);

    for (const wire of [...wires.values()].flat()) expect(JSON.stringify(wire.messages)).not.toContain(privateCanary);
    for (const stream of streams) expect(stream.text()).not.toContain(privateCanary);
    for (const stream of streams) stream.stop();
    for (const wire of [...wires.values(), witness].flat()) await wire[Symbol.asyncDispose]();
  });

  it('attack 14: what staff write among themselves does not reach the guest that it is about', async () => {
    const { ids } = target().theirs;
    const guest = await tokenAs('guest', target().theirs);
    await using wire = await readyWire(open(), guest);
    await followAll(wire, ids);
    const note = `${privateCanary}-between-us`;
    await done(open(), theirs, 'addNote', { conversationId: ids.Conversation, body: note });
    await done(open(), theirs, 'sendMessage', { conversationId: ids.Conversation, body: 'after the note' });
    await wire.until((message) => JSON.stringify(message).includes('after the note'));
    expect(JSON.stringify(wire.messages)).not.toContain(note);
    for (const operation of queries) {
      const reply = await transports.HTTP(open(), documentOf(operation, 1), about(operation, ids, note), guest);
      expect(JSON.stringify(reply)).not.toContain(`${privateCanary}-note-body`);
      expect(JSON.stringify(reply)).not.toContain('between-us"');
    }
  });
});

it('attack 14: what is paid is not heard by those who may not see money', async () => {
  const { ids, propertyId } = target().prey;
  const feed = 'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename id } }';
  const [owner, staff] = [await tokenAs('owner', target().prey), await tokenAs('staff', target().prey)];
  await using boss = await readyWire(other(), owner);
  await using clerk = await readyWire(other(), staff);
  for (const wire of [boss, clerk]) {
    wire.send(subscribe('1', feed, { id: propertyId }));
    await wire.until(({ id }) => id === '1');
  }
  const slot = { offeringId: ids.Offering, from: inDays(180), to: inDays(181), guest: { name: 'G' } };
  const { booking } = await done(open(), staff, 'createBooking', slot, 'booking { id }');
  const desk = { bookingId: booking.id, gateway: 'desk' };
  const { payment } = await done(open(), owner, 'createPayment', desk, 'payment { id }');
  await done(open(), owner, 'capturePayment', { id: payment.id });
  // Whoever has heard of this has heard of everything before it.
  await done(open(), owner, 'updateProperty', { id: propertyId, description: `paid ${payment.id}` });
  const heard = async (wire: Wire) => {
    await wire.until((message) => JSON.stringify(message).includes('PropertyUpdated'));
    return JSON.stringify(wire.messages);
  };
  expect(await heard(boss)).toContain('PaymentStatusChanged');
  expect(await heard(clerk)).toContain('BookingCreated');
  expect(await heard(clerk)).not.toContain('Payment');
});

/** Fields that somebody of the same property may not read. */
const restricted: Array<[what: string, document: string, of: string, hidden: Role[]]> = [
  ['money', 'query ($id: ID!) { booking(id: $id) { bill { status } } }', 'Booking', ['staff']],
  ['payments', 'query ($id: ID!) { booking(id: $id) { payments { totalCount } } }', 'Booking', ['staff']],
  ['a payment', 'query ($id: ID!) { payment(id: $id) { amount { amount } } }', 'Payment', ['staff', 'provider']],
  [
    'notes',
    'query ($id: ID!) { conversation(id: $id) { notes { nodes { body } } } }',
    'Conversation',
    ['guest', 'provider'],
  ],
  ['labels', 'query ($id: ID!) { conversation(id: $id) { labels } }', 'Conversation', ['guest', 'provider']],
  [
    'who takes care of it',
    'query ($id: ID!) { conversation(id: $id) { assignee { name } } }',
    'Conversation',
    ['guest', 'provider'],
  ],
  [
    'canned replies',
    'query ($id: ID!) { property(id: $id) { cannedReplies { nodes { body } } } }',
    'Property',
    ['guest', 'provider'],
  ],
  [
    'invitations',
    'query ($id: ID!) { node(id: $id) { ... on Invitation { email } } }',
    'Invitation',
    ['guest', 'provider', 'staff'],
  ],
  [
    'arrivals',
    'query ($id: ID!) { property(id: $id) { arrivals { nodes { guestName } } } }',
    'Property',
    ['guest', 'provider'],
  ],
];
describe('attack 14: restricted fields', () => {
  for (const [transport, ask] of Object.entries(transports))
    it.each(restricted.flatMap(([what, document, of, hidden]) => hidden.map((role) => ({ what, document, of, role }))))(
      `attack 14: $what as $role, over ${transport}`,
      async ({ document, of, role }) => {
        const token = await tokenAs(role, target().theirs);
        const { data, errors } = await ask(other(), document, { id: target().theirs.ids[of] }, token);
        expect(JSON.stringify({ data, errors })).not.toContain(privateCanary);
        const refused = errors !== undefined || data?.node === null;
        expect(refused).toBe(true);
      },
    );
});
