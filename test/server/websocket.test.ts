import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
const opened: WebSocket[] = [];
beforeAll(async () => {
  running = await startApp({
    LIMIT_SOCKET_INIT_MS: '300',
    LIMIT_SOCKETS_PER_USER: '2',
    LIMIT_SOCKETS_PER_ADDRESS: '20',
    LIMIT_SUBSCRIPTIONS: '3',
    LIMIT_SOCKET_MESSAGES_BURST: '10',
    ALLOWED_ORIGINS: 'https://desk.example',
  });
});
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await eventually(async () => expect((await running.app.metrics.sockets.get()).values[0]?.value ?? 0).toBe(0));
});
afterAll(async () => {
  await eventually(() => expect(running.app.realtime.hubs.size).toBe(0));
  await running.close();
});

interface Wire {
  readonly socket: WebSocket;
  readonly messages: Array<{ type: string; id?: string; payload?: unknown }>;
  /** Code of the close, once it came. */
  readonly closed: Promise<number>;
  send(message: object | string): void;
}

async function open(options: { origin?: string; protocol?: string } = {}): Promise<Wire> {
  const socket = new WebSocket(
    `${running.url.replace('http', 'ws')}/graphql`,
    options.protocol ?? 'graphql-transport-ws',
    {
      ...(options.origin !== undefined && { origin: options.origin }),
    },
  );
  opened.push(socket);
  const messages: Wire['messages'] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  return {
    socket,
    messages,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}

async function ready(authorization?: string): Promise<Wire> {
  const wire = await open();
  wire.send({
    type: 'connection_init',
    payload: authorization === undefined ? {} : { authorization: `Bearer ${authorization}` },
  });
  await eventually(() => expect(wire.messages).toEqual([{ type: 'connection_ack' }]));
  return wire;
}

const subscribe = (id: string, query: string, variables = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});
const mine = 'subscription { viewerEvents { __typename } }';

describe('who may come', () => {
  it.each<[origin: string | undefined, status: number]>([
    [undefined, 101],
    ['own', 101],
    ['https://desk.example', 101],
    ['https://desk.example.evil.example', 403],
    ['https://evil.example', 403],
    ['http://desk.example', 403],
    ['null', 403],
  ])('T12: an upgrade from the origin %s answers %s', async (origin, status) => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      ...(origin !== undefined && { origin: origin === 'own' ? running.url : origin }),
    });
    opened.push(socket);
    const answer = await Promise.race([
      once(socket, 'open').then(() => 101),
      once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number),
    ]);
    expect(answer).toBe(status);
  });

  it('T2: a token that is refused closes with 4403, which clients come back from', async () => {
    const wire = await open();
    wire.send({ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } });
    expect(await wire.closed).toBe(4403);
  });

  it('T7: a token that expires closes with 4403', async () => {
    const user = await aUser(running.app);
    const session = await running.app.database.prisma.session.create({
      data: { userId: user.id, device: 'Test', userAgent: '', address: '', expiresAt: new Date(Date.now() + 60_000) },
    });
    const token = await new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setSubject(user.id)
      .setIssuer('frontdesk')
      .setAudience('frontdesk')
      .setExpirationTime(new Date(Date.now() + 1_500))
      .sign(new TextEncoder().encode(running.app.config.auth.secret));
    const wire = await ready(token);
    expect(await wire.closed).toBe(4403);
  });

  it('T7: a fresh token on the live socket keeps it and its feeds beyond the old one', async () => {
    const user = await aUser(running.app);
    const session = await running.app.database.prisma.session.create({
      data: { userId: user.id, device: 'Test', userAgent: '', address: '', expiresAt: new Date(Date.now() + 60_000) },
    });
    const short = await new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setSubject(user.id)
      .setIssuer('frontdesk')
      .setAudience('frontdesk')
      .setExpirationTime(new Date(Date.now() + 2_000))
      .sign(new TextEncoder().encode(running.app.config.auth.secret));
    const wire = await ready(short);
    wire.send(subscribe('feed', mine));
    await eventually(() => expect(JSON.stringify(wire.messages)).toContain('StreamReady'));
    const fresh = await signedIn(running.app, user);
    wire.send(
      subscribe('fresh', `mutation { reauthenticate(input: { accessToken: "${fresh}" }) { userErrors { code } } }`),
    );
    await eventually(() => expect(wire.messages).toContainEqual({ id: 'fresh', type: 'complete' }));
    const expired = Date.now() + 2_500;
    await expect.poll(() => Date.now(), { timeout: 10_000 }).toBeGreaterThan(expired);
    const changed = await running.ask(
      'mutation { updateSettings(input: { sounds: false }) { userErrors { code } } }',
      {},
      fresh,
    );
    expect(changed.data.updateSettings.userErrors).toEqual([]);
    await eventually(() => expect(JSON.stringify(wire.messages)).toContain('SettingsUpdated'));
  });

  it('T3: queries and mutations over a socket have the rights of their moment', async () => {
    const property = await aProperty(running.app);
    const { user, membership } = await aMember(running.app, property, 'MANAGER');
    const wire = await ready(await signedIn(running.app, user));
    const rename = (id: string) =>
      subscribe(
        id,
        'mutation ($id: ID!) { updateProperty(input: { id: $id, name: "Other" }) { userErrors { code } } }',
        {
          id: globalId('Property', property.id),
        },
      );
    wire.send(rename('may'));
    await eventually(() => expect(wire.messages).toContainEqual(expect.objectContaining({ id: 'may', type: 'next' })));
    expect(JSON.stringify(wire.messages)).toContain('"userErrors":[]');
    await running.app.database.prisma.membership.delete({ where: { id: membership.id } });
    wire.send(rename('may not'));
    await eventually(() => expect(wire.messages).toContainEqual({ id: 'may not', type: 'complete' }));
    expect(JSON.stringify(wire.messages)).toContain('NOT_FOUND');
  });
});

describe('threat 7: who does not keep to the protocol hears its code', () => {
  it.each<[what: string, code: number, act: (wire: Wire) => void]>([
    ['says nothing', 4408, () => {}],
    ['subscribes before the handshake', 4401, (wire) => wire.send(subscribe('1', '{ __typename }'))],
    ['sends what is no JSON', 4400, (wire) => wire.send('nonsense')],
    ['sends JSON that is no message', 4400, (wire) => wire.send({ type: 'nonsense' })],
    ['sends what only a server says', 4400, (wire) => wire.send({ type: 'connection_ack' })],
    ['sends binary', 4400, (wire) => wire.socket.send(Buffer.from([1, 2, 3]))],
    ['sends too much', 1009, (wire) => wire.send(`"${'x'.repeat(70_000)}"`)],
    [
      'shakes hands twice',
      4429,
      (wire) => {
        wire.send({ type: 'connection_init' });
        wire.send({ type: 'connection_init' });
      },
    ],
    ['floods', 4429, (wire) => Array.from({ length: 12 }, () => wire.send({ type: 'ping' }))],
  ])('%s: %s', async (_what, code, act) => {
    const other = await ready();
    const wire = await open();
    act(wire);
    expect(await wire.closed).toBe(code);
    // Others do not notice.
    other.send(subscribe('1', '{ __typename }'));
    await eventually(() => expect(other.messages).toContainEqual({ id: '1', type: 'complete' }));
  });

  it('speaks no subprotocol of ours: 4406', async () => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/graphql`);
    opened.push(socket);
    expect((await once(socket, 'close'))[0]).toBe(4406);
  });

  it('uses an id twice: 4409', async () => {
    const wire = await ready(await signedIn(running.app, await aUser(running.app)));
    wire.send(subscribe('1', mine));
    wire.send(subscribe('1', mine));
    expect(await wire.closed).toBe(4409);
  });
});

describe('threat 8: as much as may be, and no more', () => {
  it('T8: subscriptions of a socket: one more is refused, the others go on', async () => {
    const user = await aUser(running.app);
    const token = await signedIn(running.app, user);
    const wire = await ready(token);
    for (const id of ['1', '2', '3', '4']) wire.send(subscribe(id, mine));
    await eventually(() => expect(wire.messages.filter(({ type }) => type !== 'connection_ack')).toHaveLength(4));
    expect(wire.messages.filter(({ type }) => type === 'error')).toMatchObject([
      { payload: [{ extensions: { code: 'RATE_LIMITED' } }] },
    ]);
    const refused = wire.messages.find(({ type }) => type === 'error')?.id;
    const kept = ['1', '2', '3', '4'].find((id) => id !== refused) ?? '';
    wire.send({ id: kept, type: 'complete' });
    wire.send(subscribe('again', mine));
    const answered = () => wire.messages.find(({ id }) => id === 'again');
    await eventually(() => expect(answered()?.type).toBe('next'));
  });

  it('T8: sockets of a person', async () => {
    const token = await signedIn(running.app, await aUser(running.app));
    await ready(token);
    await ready(token);
    const third = await open();
    third.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await third.closed).toBe(4412);
    opened.pop();
    opened.shift()?.terminate();
    await eventually(() => ready(token));
  });

  it('T8: sockets of an address', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => open()));
    for (const wire of all) wire.send({ type: 'connection_init' });
    const more = await open();
    // A bad frame right behind the refusal must not be what ends the process.
    Reflect.get(more.socket, '_socket').write(Buffer.from([0xff, 0xff, 0xff]));
    expect(await more.closed).toBe(4412);
    expect((await running.ask('{ __typename }')).status).toBe(200);
  });
});

it('T5, T8: a client of graphql-ws that was one socket too many comes back by itself once there is room', async () => {
  const token = await signedIn(running.app, await aUser(running.app));
  const [first] = [await ready(token), await ready(token)];
  const codes: number[] = [];
  const client = createClient({
    url: `${running.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 1_000,
    retryWait: async (retries) => {
      // Room is made once it has been refused twice.
      if (retries === 1) first.socket.terminate();
    },
    on: { closed: (event) => codes.push((event as { code: number }).code) },
  });
  const items: unknown[] = [];
  client.subscribe({ query: mine }, { next: (item) => items.push(item), error: () => {}, complete: () => {} });
  await eventually(() => expect(items).toHaveLength(1));
  expect(new Set(codes)).toEqual(new Set([4412]));
  await client.dispose();
});

it('T10: who leaves tells everybody to come back elsewhere', async () => {
  await using leaving = await startApp();
  const token = await signedIn(leaving.app, await aUser(leaving.app));
  await using socket = openSocket(leaving, token);
  const followed = socket.follow(mine);
  await eventually(() => expect(followed.items).toHaveLength(1));
  await leaving.app.close();
  await eventually(() => expect(socket.closed).toMatchObject([{ code: 1012 }]));
});
