import { once } from 'node:events';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { eventTriggered } from '../../src/broadcasts/events.js';
import { system } from '../../src/realtime/event.js';
import { streamOf } from '../../src/realtime/streams.js';
import { SocketWriter } from '../../src/realtime/transport/socket-writer.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_SLOW_SOCKET_MS: '2000' });
});
afterAll(() => running.close());

const bytes = 16_000;
/** More than the network between two sockets of one machine holds. */
const count = 1_000;

interface Message {
  type: string;
  payload?: { data: { viewerEvents: { __typename: string; cursor: string; data?: { n: number } } } };
}

it('F13: who does not read costs what the network holds, is sent away with 4410, and goes on from its cursor', async () => {
  let most = 0;
  const visit = SocketWriter.prototype.visit;
  const watched = vi.spyOn(SocketWriter.prototype, 'visit').mockImplementation(function (this: SocketWriter) {
    const written = visit.call(this);
    most = Math.max(most, this.connection.network.writableLength);
    return written;
  });
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  const query =
    'subscription ($after: EventCursor) { viewerEvents(after: $after) { __typename cursor ... on EventTriggered { data } } }';
  const socket = new WebSocket(`${running.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: Message[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await eventually(() => expect(messages).toHaveLength(1));
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  await eventually(() => expect(messages).toHaveLength(2));

  socket.pause();
  const event = (n: number) =>
    eventTriggered(system, { name: 'test', data: { n, text: 'x'.repeat(bytes) } }, [streamOf.user(user.id)]);
  for (let n = 0; n < count; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, more) => running.app.realtime.appendAlone(event(n + more))));
  await eventually(async () => expect((await running.app.metrics.sockets.get()).values[0]?.value).toBe(0));
  // 64 KiB, and what the last event has above it.
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(64 * 1024 + 2 * bytes);
  watched.mockRestore();

  const closed = once(socket, 'close');
  socket.resume();
  const [code] = await closed;
  // The code itself may be lost with what could not be written any more: then it is as if the line had been cut.
  expect([4410, 1006]).toContain(code);
  const items = messages.flatMap(({ type, payload }) =>
    type === 'next' && payload ? [payload.data.viewerEvents] : [],
  );
  expect(items.length).toBeLessThan(count);

  await using again = openSocket(running, token);
  const followed = again.follow(query, { after: items.at(-1)?.cursor });
  await eventually(() => expect(items.length - 1 + followed.items.length - 1).toBe(count));
  const all = [...items, ...followed.items].filter(({ __typename }) => __typename === 'EventTriggered');
  // Fifty are written at once: which of them is first is not said.
  const numbers = all.map(({ data }) => data?.n ?? -1);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
});
