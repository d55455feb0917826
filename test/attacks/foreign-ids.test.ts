import { randomUUID } from 'node:crypto';
import { type GraphQLInterfaceType, getNamedType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/schema/index.js';
import { globalId } from '../support/global-id.js';
import { type Reply, transports } from '../support/transports.js';
import { privateCanary } from './support/canaries.js';
import { typeAt } from './support/id-types.js';
import { documentOf, type Operation, operations, variablesOf } from './support/inputs.js';
import { open, other, type Role, roles, target, tokenAs } from './support/target.js';

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

/** The variables with that id at that place; where more is wanted, things of our own. */
const asking = ({ operation, path }: Place, id: string) =>
  variablesOf(operation, (place) => {
    if (place.path === path) return id;
    if (getNamedType(place.argument.type).name !== 'ID' || !place.argument.type.toString().endsWith('!'))
      return undefined;
    return target().ours.ids[typeAt(place.path) ?? ''];
  });

/** What somebody hears, without what is unlike in each answer. */
const heard = ({ data, errors }: Reply) => ({
  data: JSON.parse(JSON.stringify(data ?? null).replace(/"eventId":"[^"]+"/g, '"eventId":null')),
  errors: errors?.map(({ message, extensions }) => [extensions?.code, message]),
});

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
  ask: (typeof transports)['HTTP'],
  at: { url: string },
) => {
  const type = typeAt(path);
  if (type == null || whoIsWrittenTo.test(path)) return;
  const isOpen = forStrangers.test(operation.name) && forEverybody.has(type);
  // What everybody may follow does not end by itself.
  if (isOpen && operation.kind === 'subscription') return;
  const document = documentOf(operation, 0);
  const real = await ask(at, document, asking({ operation, path }, target().theirs.ids[type] ?? ''), tokens[role]);
  expect(JSON.stringify(real)).not.toContain(privateCanary);
  if (isOpen) return;
  const madeUp = await ask(at, document, asking({ operation, path }, globalId(type, randomUUID())), tokens[role]);
  expect(heard(real)).toEqual(heard(madeUp));
};

describe('attack 13: an id of another property is as good as one that there is not', () => {
  it.each(places.map((place) => ({ path: place.path, place })))(
    'attack 13: $path, as each role, over HTTP',
    async ({ place }) => {
      await Promise.all(insiders.map((role) => attack(place, role, transports.HTTP, open())));
    },
  );

  // By turns, so that each role asks over each transport.
  const byTurns = places.map((place, index) => ({
    path: place.path,
    place,
    bySse: insiders[index % insiders.length] ?? 'guest',
    bySocket: insiders[(index + 3) % insiders.length] ?? 'guest',
  }));
  it.each(byTurns)('attack 13: $path, as $bySse over SSE', ({ place, bySse }) =>
    attack(place, bySse, transports.SSE, other()),
  );
  it.each(byTurns)('attack 13: $path, as $bySocket over WebSocket', ({ place, bySocket }) =>
    attack(place, bySocket, transports.WebSocket, other()),
  );
});

describe('attack 13: by way of node, lists and paths', () => {
  it.each(insiders)('attack 13: node and nodes, as %s, for everything of the other property', async (role) => {
    for (const [type, id] of Object.entries(target().theirs.ids)) {
      if (forEverybody.has(type)) continue;
      const question = 'query ($id: ID!) { node(id: $id) { id __typename } nodes(ids: [$id]) { id } }';
      const { data } = await transports.HTTP(open(), question, { id }, tokens[role]);
      expect([type, data]).toEqual([type, { node: null, nodes: [null] }]);
    }
  });

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
    '{ properties(first: 100) { nodes { id name members(first: 5) { nodes { user { name } } } arrivals { nodes { id } } cannedReplies { nodes { body } } } } }',
  ];
  it.each(wholeLists.flatMap((document) => insiders.map((role) => ({ document, role }))))(
    'attack 13: $document as $role holds nothing of the other property',
    async ({ document, role }) => {
      const text = JSON.stringify(await transports.HTTP(other(), document, {}, tokens[role]));
      expect(text).not.toContain(privateCanary);
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
