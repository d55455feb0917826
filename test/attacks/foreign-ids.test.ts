import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type GraphQLInterfaceType, getNamedType, isNonNullType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/schema/index.js';
import { globalId } from '../support/global-id.js';
import { type Reply, transports } from '../support/transports.js';
import { privateCanary } from './support/canaries.js';
import { askBy } from './support/first-answer.js';
import { idAt, typeAt } from './support/id-types.js';
import { documentOf, type Operation, operations, variablesOf } from './support/inputs.js';
import { open, other, type Role, roles, type Tenant, target, tokenAs } from './support/target.js';

/** What strangers may name: rooms are sold to them, and they write to the desk. What they hear is theirs to hear. */
const forStrangers = /^(property|offering|availability|availabilityEvents|holdSlot|createBooking|startConversation)\b/;

/** Whoever has the id of somebody may write to them, unless they are blocked: it is how guests meet. */
const whoIsWrittenTo = /^(startConversation\.input\.participantIds|addParticipants\.input\.userIds)$/;

/** Types of which everybody may know what there is. */
const forEverybody = new Set(['Property', 'Offering', 'Unit', 'MenuItem']);

interface Place {
  readonly operation: Operation;
  readonly path: string;
}

/** Every place of the schema that takes an id. */
const places: Place[] = operations.flatMap((operation) => {
  const found: Place[] = [];
  variablesOf(operation, ({ path, argument }) => {
    if (getNamedType(argument.type).name === 'ID') found.push({ operation, path });
    return undefined;
  });
  return found.filter(({ path }, index) => found.findIndex((one) => one.path === path) === index);
});

const tokens = {} as Record<Role, string | null>;
beforeAll(async () => {
  for (const role of roles) tokens[role] = await tokenAs(role);
});

const theirOwn = Symbol('something of the tenant');

/** What else has to be there, though it is not required, before the id at that place is looked at. */
const besides: Record<string, Record<string, unknown>> = {
  'createOffering.input.propertyId': { durationMinutes: 60, departureTimes: '09:00' },
  'markConversationRead.input.messageId': { conversationId: theirOwn },
  'placeOrder.input.items.menuItemId': { propertyId: theirOwn },
};

/** The variables with that id at that place; where more is wanted, things of that tenant. */
const asking = ({ operation, path }: Place, id: string, tenant: Tenant = target().ours) =>
  variablesOf(operation, (place) => {
    if (place.path === path) return id;
    // Few enough that the whole costs less than one may spend.
    if (place.name === 'first') return 5;
    // In messages of theirs, and in all others.
    if (place.name === 'query') return tenant === target().ours ? privateCanary : 'Hello';
    const more = besides[path]?.[place.name];
    if (more !== undefined && more !== theirOwn) return more;
    const isId = getNamedType(place.argument.type).name === 'ID';
    return isId && (more === theirOwn || isNonNullType(place.argument.type)) ? idAt(place.path, tenant) : undefined;
  });

/** What is made anew for each answer. */
const isAnew = /^(id|clientMessageId|eventId|asOf|cursor|at|createdAt|updatedAt|occurredAt|sequence|version)$/;

/** What somebody hears, without what is unlike in each answer: what is made anew, and the id that was asked with. */
const heard = ({ data, errors }: Reply, id: string) => {
  const problems = errors?.map(({ message, extensions }) => [extensions?.code, message]);
  const text = JSON.stringify({ data: data ?? null, problems }).replaceAll(id, 'the id');
  return JSON.parse(text, (key, value) => (isAnew.test(key) && value !== null && value !== 'the id' ? 'new' : value));
};

/** What fails for everybody tells nothing apart: it must not pass for a refusal. */
const expectNoBug = ({ errors }: Reply) =>
  expect(errors?.map(({ extensions }) => extensions?.code) ?? []).not.toContain('INTERNAL');

const isAdministrator = (role: Role) => role === 'admin' || role === 'superAdmin';
const insiders = roles.filter((role) => !isAdministrator(role));

it('attack 13: the other property has one of each type that can be looked up', () => {
  const types = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType).map(({ name }) => name);
  expect(types.length).toBeGreaterThan(20);
  expect(types.filter((type) => !(type in target().theirs.ids))).toEqual([]);
});

it('attack 13: of each place that takes an id it is known of what', () => {
  expect(places.length).toBeGreaterThan(80);
  expect(places.filter(({ path }) => typeAt(path) === undefined).map(({ path }) => path)).toEqual([]);
  const missing = places
    .map(({ path }) => typeAt(path))
    .filter((type) => type != null && !(type in target().theirs.ids));
  expect(missing).toEqual([]);
});

const attack = async (
  { operation, path }: Place,
  role: Role,
  transport: keyof typeof transports,
  at: { url: string },
) => {
  const type = typeAt(path);
  if (type == null || whoIsWrittenTo.test(path)) return;
  const hear = async (id: string) => {
    const ask = askBy(transport, operation.kind);
    const reply = await ask(at, documentOf(operation), asking({ operation, path }, id), tokens[role]);
    expectNoBug(reply);
    return heard(reply, id);
  };
  const real = await hear(idAt(path, target().theirs));
  expect(JSON.stringify(real)).not.toContain(privateCanary);
  if (forStrangers.test(operation.name) && forEverybody.has(type)) return;
  expect(real).toEqual(await hear(globalId(type, randomUUID())));
};

describe('attack 13: an id of another property is as good as one that there is not', () => {
  it.each(places.map((place) => ({ path: place.path, place })))(
    'attack 13: $path, as each role, over HTTP',
    async ({ place }) => {
      await Promise.all(insiders.map((role) => attack(place, role, 'HTTP', open())));
    },
  );

  // By turns, so that each role asks over each transport.
  const byTurns = places.map((place, index) => ({
    path: place.path,
    place,
    bySse: insiders[index % insiders.length] ?? 'guest',
    bySocket: insiders[(index + 3) % insiders.length] ?? 'guest',
  }));
  it.each(byTurns)('attack 13: $path, as $bySse over SSE', ({ place, bySse }) => attack(place, bySse, 'SSE', other()));
  it.each(byTurns)('attack 13: $path, as $bySocket over WebSocket', ({ place, bySocket }) =>
    attack(place, bySocket, 'WebSocket', other()),
  );
});

const nothingThere = 'nothing of the kind is there to be found';
const leftOut = 'who is to hear nothing need not be there';

/** Places where nobody hears whether there is one, not even of their own, and why. */
const alike: Record<string, string> = {
  'auditLog.filter.nodeId': nothingThere,
  'connections.filter.nodeId': nothingThere,
  'connections.filter.userId': nothingThere,
  'createBooking.input.offeringId': 'whoever likes may book there: it is asked without a day, so that nobody does',
  'disconnect.input.sessionId': nothingThere,
  'disconnect.input.userId': nothingThere,
  'notifications.filter.subjectId': nothingThere,
  'payments.filter.orderId': nothingThere,
  'publishAnnouncement.input.exceptUserIds': leftOut,
  'recordActivity.input.nodeId': 'it is kept as it was said',
  'sendMessage.input.mentionIds': 'whoever cannot be told is left out without a word',
  'triggerEvent.input.exceptUserIds': leftOut,
};

/** What one of these has done to the notification, or to the guest, that there is, leaves nothing for the others to do. */
const oneOfMany = /^(archive|delete|mark)Notifications|^removeParticipant\.input\.userId$/;

/** Questions first, and at last what leaves nothing to ask for. */
const turnOf = ({ kind, name }: Operation) =>
  kind !== 'mutation' ? 0 : name === 'leaveConversation' ? 3 : /^(delete|remove|revoke|release|end)/.test(name) ? 2 : 1;

describe('attack 13: an id of their own is another matter, or the above would prove nothing', () => {
  const named = places
    .filter(({ path }) => !oneOfMany.test(path))
    .map((place) => ({ path: place.path, place }))
    .toSorted((one, other) => turnOf(one.place.operation) - turnOf(other.place.operation));

  it('attack 13: all that is said of places is said of one that there is', () => {
    const paths = new Set(places.map(({ path }) => path));
    expect([...Object.keys(alike), ...Object.keys(besides)].filter((path) => !paths.has(path))).toEqual([]);
  });

  it.each(named)('attack 13: $path, with their own', async ({ path, place: { operation } }) => {
    const type = typeAt(path);
    if (type == null) return;
    const tenant = target().spare;
    const hear = async (id: string, role: Role) => {
      const variables = asking({ operation, path }, id, tenant);
      const reply = await askBy('HTTP', operation.kind)(
        open(),
        documentOf(operation),
        variables,
        await tokenAs(role, tenant),
      );
      expectNoBug(reply);
      return heard(reply, id);
    };
    const answers: unknown[] = [];
    // Most of it is the owner's; what is not, is somebody's at the desk, the guest's or the platform's.
    for (const role of ['owner', 'staff', 'guest', 'superAdmin'] as const) {
      const madeUp = await hear(globalId(type, randomUUID()), role);
      const own = await hear(idAt(path, tenant), role);
      if (!isDeepStrictEqual(own, madeUp)) break;
      answers.push(own);
    }
    if (path in alike) expect(answers).toHaveLength(4);
    else expect(answers.length, JSON.stringify(answers)).toBeLessThan(4);
  });
});

describe('attack 13: by way of node, lists and paths', () => {
  const hidden = Object.entries(target().theirs.ids).filter(([type]) => !forEverybody.has(type));
  it.each(insiders.flatMap((role) => hidden.map(([type, id]) => ({ role, type, id }))))(
    'attack 13: node and nodes, as $role, for the $type of the other property',
    async ({ role, id }) => {
      const question = 'query ($id: ID!) { node(id: $id) { id __typename } nodes(ids: [$id]) { id } }';
      const { data } = await transports.HTTP(open(), question, { id }, tokens[role]);
      expect(data).toEqual({ node: null, nodes: [null] });
    },
  );

  it.each(insiders)('attack 13: an id under the name of another type, as %s', async (role) => {
    const bare =
      Buffer.from(target().theirs.ids.Booking ?? '', 'base64')
        .toString()
        .split(':')[1] ?? '';
    for (const type of Object.keys(target().theirs.ids)) {
      const { data, errors } = await transports.HTTP(
        open(),
        'query ($id: ID!) { node(id: $id) { id } }',
        { id: globalId(type, bare) },
        tokens[role],
      );
      expect([type, data?.node ?? null, errors?.[0]?.extensions?.code ?? 'NOT_FOUND']).toEqual([
        type,
        null,
        'NOT_FOUND',
      ]);
    }
  });

  const wholeLists = [
    '{ bookings(first: 100) { nodes { id guestName contact { email } } } }',
    '{ orders(first: 100) { nodes { id notes } } }',
    '{ payments(first: 100) { nodes { id } } }',
    '{ conversations(first: 100) { nodes { id subject } } }',
    '{ searchMessages(query: "canary") { nodes { body } } }',
    '{ notifications(first: 100) { nodes { id title body } } }',
    '{ announcements { nodes { id title body } } }',
    '{ properties(first: 30) { nodes { id name members(first: 5) { nodes { user { name } } } arrivals(first: 5) { nodes { id } } cannedReplies(first: 5) { nodes { body } } } } }',
  ];
  it.each(wholeLists.flatMap((document) => insiders.map((role) => ({ document, role }))))(
    'attack 13: $document as $role holds nothing of the other property',
    async ({ document, role }) => {
      const text = JSON.stringify(await transports.HTTP(other(), document, {}, tokens[role]));
      expect(text).not.toContain(privateCanary);
      // Whoever may not ask at all is told so; what nobody may ask would prove nothing.
      expect(text).not.toMatch(/QUERY_TOO_COMPLEX|BAD_USER_INPUT/);
    },
  );

  it.each(['guest', 'staff', 'owner'] as const)(
    'attack 13: a cursor of another feed, as %s, is told so and leads nowhere',
    async (role) => {
      const cursors: string[] = [];
      const theirs = await tokenAs('owner', target().theirs);
      const { data } = await transports.HTTP(open(), '{ bookings(first: 1) { asOf edges { cursor } } }', {}, theirs);
      cursors.push(data.bookings.asOf, data.bookings.edges[0].cursor);
      for (const cursor of cursors.filter(Boolean)) {
        const text = JSON.stringify(
          await transports.HTTP(
            open(),
            'query ($c: String) { bookings(after: $c, first: 100) { nodes { id guestName } } }',
            { c: cursor },
            tokens[role],
          ),
        );
        expect(text).not.toContain(privateCanary);
        expect(text).not.toContain(target().theirs.ids.Booking);
      }
    },
  );
});
