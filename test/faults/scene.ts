import type { Cluster } from './cluster.js';
import { readLog } from './evidence.js';
import { aPerson, aProperty, invite, newClient, type Person } from './people.js';
import { type Subscriber, subscribe, subscribeWithoutCursor } from './subscribers.js';

/** Who takes part: three properties with an owner, writers, and subscribers with different rights and wishes. */
export interface Scene {
  readonly streams: readonly string[];
  /** Where each stream stood when all had subscribed. */
  readonly from: ReadonlyMap<string, number>;
  readonly subscribers: readonly Subscriber[];
  /** Loses its membership in the middle of the run. */
  readonly removed: Subscriber;
  /** The control: it must be found to lose events. */
  readonly withoutCursor: Subscriber;
  readonly acknowledged: readonly string[];
  /** Resolves when all writers have ended, each with an answer to its last write. */
  write(): Promise<void>;
  stopWriting(): void;
  close(): void;
}

const properties = 3;
const writersEach = 2;
const subscribersEach = 6;
/** Writes of one writer, until the member is removed. */
const removeAfter = 40;

export async function prepare(cluster: Cluster): Promise<Scene> {
  const { url } = cluster.link;
  const places = await Promise.all(
    Array.from({ length: properties }, async (_, index) => {
      const owner = await aPerson(url, `owner-${index}`);
      const id = await aProperty(owner, `house-${index}`);
      return { owner, id, stream: `property:${rowOf(id)}` };
    }),
  );
  const [first] = places;
  if (first === undefined) throw new Error('There is no property.');
  const member = await aPerson(url, 'member');
  const memberId = await join(first.owner, member, first.id);

  const people: Person[] = [];
  const subscribers = places.flatMap((place, index) =>
    Array.from({ length: subscribersEach }, (_, number) => {
      // Each with a connection of its own, as the devices of one person have.
      const person = { ...place.owner, client: newClient(url, place.owner.client.session.tokens) };
      people.push(person);
      const kinds = [null, ['MemberInvited'], ['PropertyUpdated', 'MemberJoined']][number % 3] ?? null;
      return subscribe(`subscriber ${number} of house ${index}`, person, place, kinds);
    }),
  );
  const removed = subscribe('who was removed', member, first);
  const withoutCursor = subscribeWithoutCursor('a client without a cursor', first.owner, first, url);
  await Promise.all([...subscribers, removed, withoutCursor].map(({ ready }) => ready));
  const streams = places.map(({ stream }) => stream);
  const from = (await readLog(cluster, streams)).heads;

  const acknowledged: string[] = [];
  let stopped = false;
  const writer = async (owner: Person, propertyId: string, name: string) => {
    for (let number = 1; !stopped; number++) {
      // Whatever happens, each write is tried until there is an answer.
      const made = await invite(owner, propertyId, `${name}-${number}@example.com`);
      if (made !== undefined) acknowledged.push(rowOf(made.id));
      if (name === 'writer-0-0' && number === removeAfter) await remove(owner, memberId);
    }
  };
  return {
    streams,
    from,
    subscribers,
    removed,
    withoutCursor,
    acknowledged,
    async write() {
      await Promise.all(
        places.flatMap(({ owner, id }, index) =>
          Array.from({ length: writersEach }, (_, number) => writer(owner, id, `writer-${index}-${number}`)),
        ),
      );
    },
    stopWriting() {
      stopped = true;
    },
    close() {
      stopped = true;
      withoutCursor.stop();
      for (const { client } of [...people, member, ...places.map(({ owner }) => owner)]) client.close();
    },
  };
}

/** The id of the row in a global id. */
const rowOf = (id: string): string => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';

async function join(owner: Person, member: Person, propertyId: string): Promise<string> {
  const invited = await invite(owner, propertyId, member.email);
  const { acceptInvitation } = await member.client.mutate<{ acceptInvitation: { member: { id: string } } }>(
    'mutation ($token: String!) { acceptInvitation(input: { token: $token }) { member { id } userErrors { code } } }',
    { token: invited?.token },
  );
  return acceptInvitation.member.id;
}

/** Tried until it is done: asking again for what was done already changes nothing. */
async function remove({ client }: Person, memberId: string): Promise<void> {
  for (;;) {
    try {
      await client.mutate(
        `mutation ($id: ID!, $key: String!) {
          removeMember(input: { id: $id, idempotencyKey: $key }) { userErrors { code } }
        }`,
        { id: memberId, key: memberId, idempotencyKey: memberId },
      );
      return;
    } catch (error) {
      if (error instanceof Error && error.name === 'OperationError' && 'code' in error && error.code === 'NOT_FOUND')
        return;
    }
  }
}
