import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';

const connects = 10_000;
const subscriptions = 10_000;
/** How many come at once. */
const atOnce = 20;
const mostHeapGrown = 8 * 1024 * 1024;

let running: RunningApp;
let token: string;
let collect: () => void;
beforeAll(async () => {
  setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc');
  const raised = ['SOCKETS_PER_USER', 'SOCKETS_PER_ADDRESS', 'SOCKET_MESSAGES_PER_SECOND', 'SOCKET_MESSAGES_BURST'];
  const cost = ['USER_COST', 'USER_COST_PER_SECOND'];
  running = await startApp(Object.fromEntries([...raised, ...cost].map((name) => [`LIMIT_${name}`, '100000000'])));
  token = await signedIn(running.app, await aUser(running.app));
});
afterAll(() => running.close());

async function connected(): Promise<{ socket: WebSocket; next: () => Promise<string> }> {
  const socket = new WebSocket(`${running.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const waiting: string[] = [];
  let tell = () => {};
  socket.on('message', (data) => {
    waiting.push(String(data));
    tell();
  });
  const next = async () => {
    while (waiting.length === 0)
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    return waiting.shift() ?? '';
  };
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await next();
  return { socket, next };
}

const subscribe = (id: string) =>
  JSON.stringify({ id, type: 'subscribe', payload: { query: 'subscription { viewerEvents { __typename } }' } });

/** One that comes, subscribes, and goes: with a goodbye, or without one. */
async function comeAndGo(number: number): Promise<void> {
  const { socket, next } = await connected();
  socket.send(subscribe('1'));
  expect(await next()).toContain('StreamReady');
  const closed = once(socket, 'close');
  if (number % 2 === 0) socket.close(1000);
  else socket.terminate();
  await closed;
}

async function subscribeAndLeave(times: number): Promise<void> {
  const { socket, next } = await connected();
  for (let number = 0; number < times; number++) {
    socket.send(subscribe(`${number}`));
    expect(await next()).toContain('StreamReady');
    socket.send(JSON.stringify({ id: `${number}`, type: 'complete' }));
  }
  const closed = once(socket, 'close');
  socket.close(1000);
  await closed;
}

/** What is open, by kind: timers, sockets, listeners of the process. */
async function left() {
  await eventually(() => expect(running.app.realtime.hubs.size).toBe(0), 60_000);
  await eventually(async () => expect((await running.app.metrics.sockets.get()).values[0]?.value).toBe(0), 60_000);
  const count = (kind: string) => process.getActiveResourcesInfo().filter((name) => name === kind).length;
  return {
    timers: count('Timeout'),
    sockets: count('TCPSocketWrap'),
    connections: running.app.nodes.connections.size,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
}

async function heap(): Promise<number> {
  for (let time = 0; time < 5; time++) {
    await nextTurn();
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** Runs it often enough that caches are full, then as often again: what has grown by then is a leak. */
async function leavesNothing(round: () => Promise<void>): Promise<void> {
  await round();
  const [before, heapBefore] = [await left(), await heap()];
  await round();
  const after = await left();
  expect(after.connections).toBe(0);
  expect(after.sockets).toBeLessThanOrEqual(before.sockets);
  expect(after.listeners).toBe(before.listeners);
  // Those of the app itself come and go.
  expect(after.timers).toBeLessThan(before.timers + 20);
  const grown = (await heap()) - heapBefore;
  console.log(`heap ${(heapBefore / 1e6).toFixed(0)} MB, grown by ${(grown / 1e6).toFixed(1)} MB`);
  expect(grown).toBeLessThan(mostHeapGrown);
}

it(`T4: ${connects} who connect, subscribe and go leave nothing behind`, () =>
  leavesNothing(async () => {
    let number = 0;
    const come = async () => {
      while (number < connects / 2) await comeAndGo(number++);
    };
    await Promise.all(Array.from({ length: atOnce }, come));
  }));

it(`T4: ${subscriptions} subscriptions that are begun and completed leave nothing behind`, () =>
  leavesNothing(async () => {
    await Promise.all(Array.from({ length: atOnce }, () => subscribeAndLeave(subscriptions / 2 / atOnce)));
  }));
