import { expect } from 'vitest';
import type { Property, User } from '../../src/generated/prisma/client.js';
import type { RunningApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { type Followed, openSocket, type SocketClient } from '../support/socket.js';

// biome-ignore lint/suspicious/noExplicitAny: what comes is looked at by each test.
export type Any = Followed<any>;

/** Limits that so many readers of one machine need. */
export const forMany = {
  LIMIT_USER_COST: '10000000',
  LIMIT_SOCKETS_PER_ADDRESS: '1000',
  LIMIT_SOCKETS_PER_USER: '1000',
  LIMIT_SOCKET_MESSAGES_BURST: '1000',
};

export const updates = (followed: Any) => followed.items.filter((item) => item.__typename === 'PropertyUpdated');

/** So many subscriptions on each socket, all of which listen. */
export async function follow(
  sockets: readonly SocketClient[],
  each: number,
  { id }: Pick<Property, 'id'>,
  selection: string,
): Promise<Any[]> {
  const query = `subscription ($id: ID!, $after: EventCursor) { propertyEvents(propertyId: $id, after: $after) {
    __typename id cursor ... on PropertyUpdated { ${selection} } } }`;
  const all = sockets.flatMap((socket) =>
    Array.from({ length: each }, (): Any => socket.follow(query, { id: globalId('Property', id) })),
  );
  await eventually(() => expect(all.filter(({ items }) => items.length === 1)).toHaveLength(all.length), 60_000);
  return all;
}

export async function rename(running: RunningApp, property: Pick<Property, 'id'>, name: string): Promise<void> {
  const { user } = await aMember(running.app, property, 'OWNER');
  const { data } = await running.ask(
    'mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }',
    { id: globalId('Property', property.id), name },
    await signedIn(running.app, user),
  );
  expect(data.updateProperty.userErrors).toEqual([]);
}

/** How often something was executed meanwhile, for all who ask the same and for one alone. */
export async function executedDuring(
  { app }: RunningApp,
  work: () => Promise<unknown>,
): Promise<{ shared: number; alone: number }> {
  const executions = async (shared: 'yes' | 'no') =>
    (await app.metrics.feedExecutions.get()).values.find(({ labels }) => labels.shared === shared)?.value ?? 0;
  const [shared, alone] = [await executions('yes'), await executions('no')];
  await work();
  return { shared: (await executions('yes')) - shared, alone: (await executions('no')) - alone };
}

/** What one event costs, however many subscriptions to the same there are. */
export async function manyReaders(running: RunningApp, sockets: number, each: number): Promise<void> {
  const property = await aProperty(running.app);
  const people = await Promise.all(
    Array.from(
      { length: sockets + 1 },
      async (): Promise<User> => (await aMember(running.app, property, 'STAFF')).user,
    ),
  );
  const open = await Promise.all(people.map(async (user) => openSocket(running, await signedIn(running.app, user))));
  try {
    const selection = 'version property { name settings { checkInTime } }';
    const [one] = (await follow(open.slice(0, 1), 1, property, selection)) as [Any];
    const forOne = await statementsOf(async () => {
      await rename(running, property, 'For one');
      await eventually(() => expect(updates(one)).toHaveLength(1));
    });
    const all = await follow(open.slice(1), each, property, selection);
    let forAll: string[] = [];
    const executed = await executedDuring(running, async () => {
      forAll = await statementsOf(async () => {
        await rename(running, property, 'For all');
        await eventually(() => expect(all.filter((reader) => updates(reader).length === 1)).toHaveLength(all.length));
      });
    });
    expect(executed).toEqual({ shared: 1, alone: 0 });
    // Clocks look at the database meanwhile: a few statements, where there could be one for each reader.
    expect(forAll.length).toBeLessThan(forOne.length + 25);
    expect(new Set(all.map((reader) => JSON.stringify(updates(reader)))).size).toBe(1);
  } finally {
    await Promise.all(open.map((socket) => socket[Symbol.asyncDispose]()));
  }
}
