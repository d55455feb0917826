import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { delayOf } from '../../src/client/backoff.js';
import {
  type ConnectionState,
  createFrontdeskClient,
  type FrontdeskClient,
  type FrontdeskClientOptions,
  type TokenStore,
  type Tokens,
} from '../../src/client/index.js';
import { newToken, type ScriptedServer, startScriptedServer } from './support/scripted-server.js';

const feed = 'subscription { happenedEvents { ... on Happened { number } } }';

let server: ScriptedServer;
let client: FrontdeskClient;
let states: ConnectionState[];
let numbers: unknown[];
let ready: number;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(async () => {
  client.close();
  await server[Symbol.asyncDispose]();
});

function start(options: Partial<FrontdeskClientOptions> = {}) {
  states = [];
  numbers = [];
  ready = 0;
  client = createFrontdeskClient({
    url: server.url,
    webSocketImpl: WebSocket,
    backoff: { baseMs: 5, capMs: 20 },
    ...options,
  });
  client.observe((state) => states.push(state));
  client.subscribe(
    feed,
    {},
    {
      onEvent: (event) => numbers.push(event.number),
      onReady: () => {
        ready++;
      },
    },
  );
}

const live = () => expect.poll(() => client.state.status).toBe('live');
const subscribed = (times: number) => expect.poll(() => ready).toBe(times);

it('T6: tells connecting, live, catching up with a count, and offline', async () => {
  start();
  await live();
  await subscribed(1);
  client.disconnect();
  expect(client.state).toEqual({ status: 'offline', retryAt: null, reason: 'Not connected.' });
  server.add(1, 2, 3);
  client.connect();
  await expect.poll(() => numbers).toEqual([1, 2, 3]);
  await live();
  expect(states.map(({ status }) => status)).toEqual([
    ...['offline', 'connecting', 'live', 'offline', 'connecting', 'live'],
    ...['catchingUp', 'catchingUp', 'catchingUp', 'live'],
  ]);
  expect(states.filter((state) => state.status === 'catchingUp').map(({ behind }) => behind)).toEqual([3, 2, 1]);
});

it('T6: says offline, and until when, while nobody answers', async () => {
  start({ backoff: { baseMs: 50, capMs: 50 } });
  await live();
  const { url } = server;
  await server[Symbol.asyncDispose]();
  await expect.poll(() => client.state).toMatchObject({ status: 'offline', retryAt: expect.any(Number) });
  expect(url).toBe(server.url);
});

it.each([1001, 1012, 4408, 4410, 4412, 4413, 4499])('T5: comes back after the close code %i', async (code) => {
  start();
  await subscribed(1);
  server.close(code);
  await subscribed(2);
  await live();
});

it.each([4400, 4401, 4429, 4500])(
  'T6: is refused by the close code %i, until somebody connects again',
  async (code) => {
    start();
    await subscribed(1);
    server.close(code);
    await expect.poll(() => client.state).toMatchObject({ status: 'refused', code });
    expect(server.connections.size).toBe(0);
    client.connect();
    await subscribed(2);
  },
);

it('T4: drops a connection that does not answer any more, and resumes on another', async () => {
  start({ heartbeat: { everyMs: 50, timeoutMs: 50 } });
  await subscribed(1);
  server.freeze();
  await subscribed(2);
  server.add(1);
  await expect.poll(() => numbers).toEqual([1]);
});

it('T5: looks after its connection at once when the computer wakes up or the network changes', async () => {
  let tell: (change: 'online' | 'offline' | 'awake') => void = () => {};
  const stop = vi.fn();
  start({
    environment: {
      observe(listener) {
        tell = listener;
        return stop;
      },
    },
    backoff: { baseMs: 60_000, capMs: 60_000 },
  });
  await subscribed(1);
  tell('awake');
  await live();
  expect(server.connections.size).toBe(1);
  server.cut();
  await expect.poll(() => client.state.status).not.toBe('live');
  // The next attempt would be up to a minute away.
  tell('online');
  await subscribed(2);
  client.close();
  expect(stop).toHaveBeenCalledTimes(1);
});

it('T7: renews the token before it expires, on the live connection, without losing an event', async () => {
  const accessToken = newToken('first', 2);
  server.valid.add(accessToken);
  start({ tokens: { accessToken, refreshToken: 'r' } });
  await subscribed(1);
  server.add(1);
  await expect.poll(() => server.heard, { timeout: 4_000 }).toContain('reauthenticate taken');
  server.add(2);
  await expect.poll(() => numbers).toEqual([1, 2]);
  expect(server.heard.filter((what) => what === 'connect')).toHaveLength(1);
  expect(client.session.tokens?.refreshToken).toBe('r1');
});

it('T7: refreshes once and returns when the server closes with 4403', async () => {
  const accessToken = newToken('first');
  server.valid.add(accessToken);
  start({ tokens: { accessToken, refreshToken: 'r' } });
  await subscribed(1);
  server.add(1);
  await expect.poll(() => numbers).toEqual([1]);
  server.valid.delete(accessToken);
  server.close(4403);
  await subscribed(2);
  server.add(2);
  await expect.poll(() => numbers).toEqual([1, 2]);
  expect(server.heard.filter((what) => what === 'refresh')).toHaveLength(1);
});

it('T7: is refused when the session is over, and comes back with another one', async () => {
  server.refreshable = false;
  start({ tokens: { accessToken: newToken('revoked'), refreshToken: 'r' } });
  await expect.poll(() => client.state).toMatchObject({ status: 'refused', code: null });
  expect(client.session.tokens).toBeNull();
  const accessToken = newToken('second');
  server.valid.add(accessToken);
  client.session.set({ accessToken });
  await live();
});

it('T7: takes another connection for another person', async () => {
  const [ana, ben] = [newToken('ana'), newToken('ben')];
  server.valid.add(ana).add(ben);
  start({ tokens: { accessToken: ana } });
  await subscribed(1);
  client.session.set({ accessToken: ben });
  await subscribed(2);
  expect([...server.connections].map(({ authorization }) => authorization)).toEqual([ben]);
});

it('T7: does not refresh what another tab has refreshed', async () => {
  let stored: Tokens | null = { accessToken: newToken('old', 0), refreshToken: 'r' };
  const fresh = newToken('from another tab');
  server.valid.add(fresh);
  const tokens: TokenStore = {
    read: () => stored,
    write(written) {
      stored = written;
    },
  };
  const locks = {
    async request<T>(_name: string, work: () => Promise<T>) {
      stored = { accessToken: fresh, refreshToken: 'r2' };
      return work();
    },
  };
  vi.stubGlobal('navigator', { locks });
  try {
    start({ tokens });
    await live();
  } finally {
    vi.unstubAllGlobals();
  }
  expect(server.heard).not.toContain('refresh');
});

it('C1: gives a connection up that does not open', async () => {
  const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  await vi.waitFor(() => expect(silent.listening).toBe(true));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  start({ url: `http://127.0.0.1:${port}/graphql`, openTimeoutMs: 30 });
  await expect.poll(() => client.state.status).toBe('offline');
  client.close();
  await new Promise((resolve) => silent.close(resolve));
});

it('C1: says what is missing where there is no WebSocket', () => {
  client = createFrontdeskClient({ url: server.url, webSocketImpl: undefined as never });
  vi.stubGlobal('WebSocket', undefined);
  expect(() => client.connect()).toThrow('pass `webSocketImpl`');
  vi.unstubAllGlobals();
  expect(() => createFrontdeskClient({ url: 'ftp://example.com' })).toThrow('https://');
});

it('C1: leaves no timer behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  start();
  await subscribed(1);
  server.add(1);
  await expect.poll(() => numbers).toEqual([1]);
  client.close();
  await expect.poll(() => server.connections.size).toBe(0);
  await expect.poll(timers).toBeLessThanOrEqual(before);
});

it('T5: waits any time up to a bound that doubles and ends', () => {
  const bounds = [0, 1, 2, 3, 10, 1_000].map((attempt) => delayOf({ baseMs: 100, capMs: 500 }, attempt, () => 1));
  expect(bounds).toEqual([100, 200, 400, 500, 500, 500]);
  expect(delayOf({ baseMs: 100, capMs: 500 }, 3, () => 0)).toBe(0);
});
