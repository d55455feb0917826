import { setTimeout as later } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import {
  createFrontdeskClient,
  type FeedEnd,
  type FrontdeskClient,
  type FrontdeskClientOptions,
} from '../../src/client/index.js';
import { hidden, newToken, type ScriptedServer, startScriptedServer } from './support/scripted-server.js';

const feed = 'subscription { happenedEvents { ... on Happened { number } } }';

let server: ScriptedServer;
let client: FrontdeskClient;
beforeEach(async () => {
  server = await startScriptedServer();
  client = connect();
});
afterEach(async () => {
  client.close();
  await server[Symbol.asyncDispose]();
});

function connect(options: Partial<FrontdeskClientOptions> = {}): FrontdeskClient {
  return createFrontdeskClient({
    url: server.url,
    webSocketImpl: WebSocket,
    backoff: { baseMs: 5, capMs: 20 },
    ...options,
  });
}

function listen(variables = {}) {
  const numbers: unknown[] = [];
  const resets: string[] = [];
  const ends: FeedEnd[] = [];
  const ready: boolean[] = [];
  const handle = client.subscribe(feed, variables, {
    onEvent: (event) => numbers.push(event.number),
    onReset: ({ reason }) => resets.push(reason),
    onReady: ({ recovered }) => ready.push(recovered),
    onEnd: (end) => ends.push(end),
  });
  return { numbers, resets, ends, ready, handle };
}

async function whenReady(times = 1, heard = listen()) {
  await expect.poll(() => heard.ready.length).toBe(times);
  return heard;
}

it('T5: goes on after the last event that it gave out, wherever the connection was cut', async () => {
  const heard = await whenReady();
  server.add(1, 2);
  await expect.poll(() => heard.numbers).toEqual([1, 2]);
  server.cut();
  server.add(3);
  await expect.poll(() => heard.numbers).toEqual([1, 2, 3]);
  expect(heard.ready).toEqual([false, true]);
  for (let number = 4; number < 200; number++) {
    server.add(number);
    if (number % 40 === 0) server.cut();
    if (number % 5 === 0) await later(1);
  }
  await expect.poll(() => heard.numbers.length).toBe(199);
  expect(heard.numbers).toEqual(Array.from({ length: 199 }, (_, index) => index + 1));
  expect(server.heard).toContain('subscribe after 2');
});

it('T5: resumes a feed on which nothing has happened yet from where it began', async () => {
  const heard = await whenReady();
  server.cut();
  server.add(1);
  await expect.poll(() => heard.numbers).toEqual([1]);
});

it('F9: keeps the bookmark past what is not for it, and does not show it', async () => {
  const heard = await whenReady();
  server.add(1, hidden, hidden);
  await expect.poll(() => heard.handle.cursor).toBe('3');
  expect(heard.numbers).toEqual([1]);
});

it('C1: gives out once what comes twice', async () => {
  server.copies = 3;
  const heard = await whenReady();
  server.add(1, 2, 3);
  await expect.poll(() => heard.numbers).toEqual([1, 2, 3]);
  server.copies = 1;
  server.add(4);
  await expect.poll(() => heard.numbers).toEqual([1, 2, 3, 4]);
});

it('F10: tells that a feed could not be resumed, and goes on', async () => {
  const heard = await whenReady();
  server.add(1);
  await expect.poll(() => heard.numbers).toEqual([1]);
  client.disconnect();
  server.add(2);
  server.expire();
  client.connect();
  await expect.poll(() => heard.resets).toEqual(['EXPIRED']);
  server.add(3);
  await expect.poll(() => heard.numbers).toEqual([1, 3]);
});

it('F10: ends a feed with an error when nobody listens to its reset', async () => {
  server.add(1);
  server.expire();
  const ends: FeedEnd[] = [];
  client.subscribe(feed, { after: '0' }, { onEvent: () => {}, onEnd: (end) => ends.push(end) });
  await expect
    .poll(() => ends)
    .toMatchObject([{ kind: 'failed', error: { name: 'StreamResetError', reason: 'EXPIRED' } }]);
});

it('F12: ends with the reason when the right is lost, and does not come back', async () => {
  const heard = await whenReady();
  server.revoke('ACCESS_LOST');
  await expect.poll(() => heard.ends).toEqual([{ kind: 'revoked', reason: 'ACCESS_LOST' }]);
  expect(server.heard.filter((what) => what.startsWith('subscribe'))).toHaveLength(1);
});

it.each(['NOT_FOUND', 'FORBIDDEN'])(
  'F12, T5: says that the right was lost while there was no connection, when the server answers %s on the way back',
  async (code) => {
    const heard = await whenReady();
    client.disconnect();
    server.refusals.push(code);
    client.connect();
    await expect.poll(() => heard.ends).toEqual([{ kind: 'revoked', reason: 'ACCESS_LOST' }]);
  },
);

it('C1: begins after the cursor of the query that the list was built from', async () => {
  server.add(1, 2, 3);
  const heard = await whenReady(1, listen({ after: '1' }));
  await expect.poll(() => heard.numbers).toEqual([2, 3]);
  expect(heard.handle.cursor).toBe('3');
});

it('C1: tries an operation again that the server could not do now', async () => {
  server.refusals.push('INTERNAL', 'RATE_LIMITED');
  await whenReady();
});

it('C1: ends a feed that the server refuses', async () => {
  server.refusals.push('NOT_FOUND');
  const heard = listen();
  await expect.poll(() => heard.ends).toMatchObject([{ kind: 'failed', error: { code: 'NOT_FOUND' } }]);
});

it('C1: unsubscribes on the connection, and closes it when nobody needs it', async () => {
  const heard = await whenReady();
  const other = await whenReady(1, listen());
  heard.handle.unsubscribe();
  server.add(1);
  await expect.poll(() => other.numbers).toEqual([1]);
  expect(heard.numbers).toEqual([]);
  expect(heard.ends).toEqual([{ kind: 'unsubscribed' }]);
  other.handle.unsubscribe();
  await expect.poll(() => server.connections.size, { timeout: 3_000 }).toBe(0);
  expect(client.state).toMatchObject({ status: 'offline', retryAt: null });
});

it('C1: pauses and resumes without a gap', async () => {
  const heard = await whenReady();
  heard.handle.pause();
  server.add(1, 2);
  await whenReady(1, listen());
  expect(heard.numbers).toEqual([]);
  heard.handle.resume();
  await expect.poll(() => heard.numbers).toEqual([1, 2]);
});

it('C1: starts a subscription without a log anew at every connect', async () => {
  const items: unknown[] = [];
  client.subscribe('subscription { ticks }', {}, { onEvent: (item) => items.push(item) });
  await expect.poll(() => items).toEqual([1]);
  server.cut();
  await expect.poll(() => items).toEqual([1, 1]);
});

it('C1: is an async iterator of a bounded size', async () => {
  const events = client.events(feed, {}, {});
  const first = events.next();
  await vi.waitFor(() => expect(server.heard).toContain('subscribe after nothing'));
  server.add(...Array.from({ length: 5_000 }, (_, index) => index));
  expect((await first).value).toMatchObject({ number: 0 });
  // Nobody takes the next ones: the feed is paused with a thousand in the hand.
  await expect.poll(() => server.heard).toContain('complete');
  const numbers: unknown[] = [0];
  for await (const event of events) {
    numbers.push(event.number);
    if (numbers.length === 5_000) break;
  }
  expect(numbers).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
  expect(server.heard.filter((what) => what.startsWith('subscribe')).length).toBeGreaterThan(1);
});

it('C1: throws what ended the feed out of the loop', async () => {
  server.refusals.push('FORBIDDEN');
  await expect(client.events(feed, {}).next()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('T7: subscribes again with a fresh token when the old one ended the stream', async () => {
  client.close();
  const accessToken = newToken('first');
  server.valid.add(accessToken);
  client = connect({ tokens: { accessToken, refreshToken: 'r' } });
  const heard = await whenReady();
  server.revoke('TOKEN_EXPIRED');
  await expect.poll(() => server.heard).toContain('refresh');
  expect(heard.ends).toEqual([]);
});
