import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createFrontdeskClient, type FeedEnd, type FrontdeskClient, type Tokens } from '../../src/client/index.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, password } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

const feed = `subscription ($id: ID!) {
  propertyEvents(propertyId: $id) { ... on PropertyUpdated { changes property { name } } }
}`;
const rename = `mutation ($id: ID!, $name: String!) {
  updateProperty(input: { id: $id, name: $name }) { userErrors { code } }
}`;
const signIn = `mutation ($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { session { accessToken refreshToken expiresAt } }
}`;

let running: RunningApp;
const clients: FrontdeskClient[] = [];
beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await running.close();
});

async function aClient() {
  const sockets: WebSocket[] = [];
  class Watched extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  const property = await aProperty(running.app);
  const { user, membership } = await aMember(running.app, property, 'OWNER');
  const client = createFrontdeskClient({
    url: `${running.url}/graphql`,
    webSocketImpl: Watched,
    backoff: { baseMs: 5, capMs: 50 },
  });
  clients.push(client);
  const { signIn: answer } = await client.mutate<{ signIn: { session: Tokens } }>(signIn, {
    email: user.email,
    password,
  });
  client.session.set(answer.session);
  const heard: unknown[] = [];
  const ends: FeedEnd[] = [];
  let ready = 0;
  const id = globalId('Property', property.id);
  client.subscribe(
    feed,
    { id },
    {
      onEvent: (event) => heard.push(event.__typename),
      onReset: ({ reason }) => heard.push(reason),
      onReady: () => {
        ready++;
      },
      onEnd: (end) => ends.push(end),
    },
  );
  await expect.poll(() => ready).toBe(1);
  const change = (name: string) => client.mutate(rename, { id, name });
  return { client, sockets, heard, ends, change, membership, user, readies: () => ready };
}

it('T5, F9: resumes on the real server, with nothing lost and nothing twice', async () => {
  const { client, sockets, heard, change, readies } = await aClient();
  for (let number = 0; number < 30; number++) {
    await change(`Name ${number}`);
    if (number % 7 === 0) for (const socket of sockets) socket.terminate();
  }
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(30);
  expect(new Set(heard)).toEqual(new Set(['PropertyUpdated']));
  expect(readies()).toBeGreaterThan(1);
  client.disconnect();
  await change('While nobody looked');
  expect(client.state.status).toBe('offline');
  client.connect();
  await expect.poll(() => heard.length).toBe(31);
  await expect.poll(() => client.state.status).toBe('live');
});

it('T7: renews its session on the live connection, and keeps it', async () => {
  const { client, sockets, heard, change } = await aClient();
  const before = client.session.tokens;
  await client.session.refresh();
  expect(client.session.tokens?.refreshToken).not.toBe(before?.refreshToken);
  await change('After the refresh');
  await expect.poll(() => heard).toEqual(['PropertyUpdated']);
  expect(sockets).toHaveLength(1);
});

it('T7: is told that its session is over', async () => {
  const { client, ends } = await aClient();
  await client.mutate('mutation { signOut(input: { everywhere: true }) { userErrors { code } } }');
  await expect.poll(() => client.state.status, { timeout: 5_000 }).toBe('refused');
  expect(ends.every(({ kind }) => kind === 'revoked')).toBe(true);
});

it.each(['while they listen', 'while they have no connection'])(
  'F12: ends the feed of somebody who is removed %s, with the reason',
  async (when) => {
    const { client, ends, membership, user } = await aClient();
    if (when !== 'while they listen') client.disconnect();
    const owner = await aUser(running.app);
    await running.app.database.prisma.membership.create({
      data: { propertyId: membership.propertyId, userId: owner.id, role: 'OWNER' },
    });
    const other = createFrontdeskClient({ url: `${running.url}/graphql` });
    const { signIn: answer } = await other.mutate<{ signIn: { session: Tokens } }>(signIn, {
      email: owner.email,
      password,
    });
    other.session.set(answer.session);
    const { removeMember } = await other.mutate<{ removeMember: { userErrors: unknown[] } }>(
      'mutation ($id: ID!) { removeMember(input: { id: $id }) { userErrors { code } } }',
      { id: globalId('Member', membership.id) },
    );
    expect(removeMember.userErrors).toEqual([]);
    client.connect();
    await expect.poll(() => ends, { timeout: 5_000 }).toEqual([{ kind: 'revoked', reason: 'ACCESS_LOST' }]);
    expect(user.id).not.toBe(owner.id);
  },
);
