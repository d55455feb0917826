import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';

afterEach(() => void vi.useRealTimers());

it('T4: drops a peer that answers no ping within 30 s, and leaves nothing of it; who answers stays', async () => {
  // The time between pings alone is not real.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const running = await startApp();
  const token = await signedIn(running.app, await aUser(running.app));
  const open = async (autoPong: boolean) => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { autoPong });
    const messages: string[] = [];
    let pings = 0;
    socket.on('message', (data) => messages.push(String(data)));
    socket.on('ping', () => pings++);
    socket.on('error', () => {});
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await eventually(() => expect(messages).toHaveLength(1));
    socket.send(
      JSON.stringify({
        id: '1',
        type: 'subscribe',
        payload: { query: 'subscription { viewerEvents { __typename } }' },
      }),
    );
    await eventually(() => expect(messages.join()).toContain('StreamReady'));
    return { socket, pings: () => pings };
  };
  // As a phone whose network is gone: nothing comes back, and nothing says so.
  const dead = await open(false);
  const alive = await open(true);
  const gone = once(dead.socket, 'close');
  const sockets = async () => (await running.app.metrics.sockets.get()).values[0]?.value;
  expect(await sockets()).toBe(2);
  vi.advanceTimersByTime(12_000);
  await eventually(() => expect([dead.pings(), alive.pings()]).toEqual([1, 1]));
  expect(dead.socket.readyState).toBe(WebSocket.OPEN);
  // Whose pong is back before this, since one comes behind the other.
  alive.socket.ping();
  await once(alive.socket, 'pong');
  vi.advanceTimersByTime(12_000);
  await gone;
  await eventually(async () => expect(await sockets()).toBe(1));
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  vi.useRealTimers();
  alive.socket.terminate();
  await eventually(() => expect(running.app.realtime.hubs.size).toBe(0));
  await running.close();
});
