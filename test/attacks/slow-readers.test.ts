import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { residentBytes } from '../bench/cpu.js';
import { globalId } from '../support/global-id.js';
import { transports } from '../support/transports.js';
import { done } from './support/acting.js';
import { open, type Person, strict, target, tokenOf } from './support/target.js';
import { readyWire, subscribe, type Wire } from './support/wire.js';

/** The data of one event, as large as it may be. */
const bytes = 7_900;
/** As often as a document may name it: what one event becomes on its way to each subscription. */
const copies = 14;
const loud = `subscription { viewerEvents { __typename ... on EventTriggered { ${Array.from({ length: copies }, (_, copy) => `a${copy}: data`).join(' ')} } } }`;
const quiet = 'subscription { viewerEvents { __typename ... on EventTriggered { name } } }';

/** Addresses of their own, so that nobody uses up what others have. */
const from = (last: number) => ({ localAddress: `127.0.32.${last}` });
const stranger = (index: number): Person => target().strangers[index] ?? target().admin;

/** Longer than it takes until somebody who reads nothing is sent away. */
const patienceMs = 180_000;

describe('attack 8: who reads slowly', () => {
  it(
    'attack 8: who reads nothing is sent away, has cost no memory, and others have heard everything',
    async () => {
      const person = stranger(4);
      const [subscriptions, events] = [50, 40];
      const token = await tokenOf(person);
      await using witness = await listening(token, from(1));
      await using deaf = await readyWire(strict(), token, from(2));
      for (let number = 1; number <= subscriptions; number++) deaf.send(subscribe(`${number}`, loud));
      await deaf.until(() => readyOn(deaf) === subscriptions);
      deaf.socket.pause();
      const before = memory();

      await flood(person, events);
      await witness.until(hasName(events));
      expect(memory() - before).toBeLessThan((bytes * copies * subscriptions * events) / 2);

      // Somebody who runs the place sees that it is gone, and that whoever reads has stayed.
      await connectionsBecome(person, ['WEBSOCKET']);
      deaf.socket.resume();
      // The code itself may be lost with what could not be written any more.
      expect([4410, 1006]).toContain(await deaf.closed);
      expect(deaf.messages.length).toBeLessThan((subscriptions * events) / 2);
    },
    patienceMs,
  );

  it(
    'attack 8: who reads a byte at a time over SSE costs no memory, and nobody else waits',
    async () => {
      const person = stranger(3);
      const [streams, events] = [8, 300];
      const token = await tokenOf(person);
      await using witness = await listening(token, from(3));
      const slow = await Promise.all(Array.from({ length: streams }, () => stream(token)));
      try {
        const before = memory();
        await flood(person, events, () => {
          for (const socket of slow) socket.read(1);
        });
        await witness.until(hasName(events));
        expect(memory() - before).toBeLessThan((bytes * copies * streams * events) / 2);
        // They hold what is theirs for as long as they like, and nothing of it afterwards.
        expect(slow.every((socket) => !socket.destroyed && !socket.readableEnded)).toBe(true);
        await connectionsBecome(person, ['WEBSOCKET', ...slow.map(() => 'SSE')]);
      } finally {
        for (const socket of slow) socket.destroy();
      }
      await connectionsBecome(person, ['WEBSOCKET']);
    },
    patienceMs,
  );

  it(
    'attack 8: who asks and does not read the answers is sent away, though no feed waits for them',
    async () => {
      const person = stranger(0);
      const token = await tokenOf(person);
      await using witness = await readyWire(open(), token, from(5));
      await using deaf = await readyWire(open(), token, from(6));
      deaf.socket.pause();
      // More than the network between them holds, by far: the whole schema, fifty times.
      for (let number = 1; number <= 50; number++) deaf.send(subscribe(`${number}`, getIntrospectionQuery()));
      witness.send(subscribe('1', getIntrospectionQuery()));
      await witness.until(({ type }) => type === 'next');
      await connectionsBecome(person, ['WEBSOCKET'], open());
      deaf.socket.resume();
      // The code itself may be lost with what could not be written any more.
      expect([4410, 1006]).toContain(await deaf.closed);
      expect(deaf.messages.filter(({ type }) => type === 'next').length).toBeLessThan(50);
      // Who reads is there still.
      witness.send(subscribe('2', '{ __typename }'));
      expect(await witness.until(({ id }) => id === '2')).toMatchObject({ type: 'next' });
    },
    patienceMs,
  );
});

const readyOn = ({ messages }: Wire) =>
  messages.filter(({ type, payload }) => type === 'next' && JSON.stringify(payload).includes('StreamReady')).length;

const hasName = (number: number) => (message: Wire['messages'][number]) =>
  JSON.stringify(message).includes(`"flood.${number}"`);

/** Somebody with the same feed, who reads. */
async function listening(token: string, options: { localAddress: string }): Promise<Wire> {
  const wire = await readyWire(strict(), token, options);
  wire.send(subscribe('1', quiet));
  await wire.until(() => readyOn(wire) === 1);
  return wire;
}

/** So many events for that person, as large as they may be, by two in turn: one would have spent what a person may. */
async function flood({ userId }: Person, events: number, between = () => {}): Promise<void> {
  const { admin, superAdmin } = target();
  const tokens = [await tokenOf(admin), await tokenOf(superAdmin)];
  const userIds = [globalId('User', userId)];
  for (let number = 1; number <= events; number++) {
    const event = { name: `flood.${number}`, data: 'x'.repeat(bytes), userIds };
    await done(strict(), tokens[number % 2] ?? null, 'triggerEvent', event);
    between();
  }
}

/** A stream over SSE that has begun, and of which nothing more is read than somebody takes by hand. */
async function stream(token: string): Promise<Socket> {
  const { hostname, port } = new URL(strict().url);
  const body = JSON.stringify({ query: loud });
  const socket = connect({ port: Number(port), host: hostname, ...from(4) });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  let text = '';
  while (!text.includes('StreamReady')) {
    text += socket.read() ?? '';
    if (socket.readableEnded) throw new Error(`It did not begin: ${text}`);
    if (!text.includes('StreamReady')) await once(socket, 'readable');
  }
  return socket;
}

/** Waits until administrators see these connections of that person, and no others. Not often: asking is counted, too. */
async function connectionsBecome({ userId }: Person, expected: readonly string[], at = strict()): Promise<void> {
  const token = await tokenOf(target().superAdmin);
  await vi.waitFor(
    async () => {
      const { data } = await transports.HTTP(
        at,
        'query ($id: ID!) { connections(filter: { userId: $id }, first: 20) { nodes { transport } } }',
        { id: globalId('User', userId) },
        token,
      );
      const nodes: Array<{ transport: string }> = data.connections.nodes;
      expect(nodes.map(({ transport }) => transport).sort()).toEqual([...expected].sort());
    },
    { timeout: 120_000, interval: 1_000 },
  );
}

/** What the node in production has in memory. */
function memory(): number {
  const { logs, nodes } = target();
  return residentBytes(logs[nodes.length]?.pid ?? Number.NaN);
}
