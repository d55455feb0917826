import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { keepAlive } from '../../src/server/heartbeat.js';
import { eventually } from '../support/eventually.js';

it('T4: a peer that does not answer a ping is dropped at the next, and one that does stays', async () => {
  const server = new WebSocketServer({ port: 0 });
  // So long that a busy machine answers in time.
  const stop = keepAlive(server.clients, 1_000);
  const { port } = server.address() as AddressInfo;
  const open = (autoPong: boolean) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong });
    const seen = { pings: 0, closed: 0 };
    socket.on('ping', () => seen.pings++);
    socket.on('close', (code) => {
      seen.closed = code;
    });
    return seen;
  };
  const [alive, dead] = [open(true), open(false)];
  await eventually(() => expect(dead.closed).toBe(1006));
  expect(dead.pings).toBe(1);
  const before = alive.pings;
  await eventually(() => expect(alive.pings).toBeGreaterThan(before + 2));
  expect(alive.closed).toBe(0);
  stop();
  for (const socket of server.clients) socket.terminate();
  server.close();
});
