import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { startTwoNodes } from '../support/two-nodes.js';
import { inDays } from './clock.js';
import { aDesk, createBooking, overlaps } from './desk.js';

// The embedded database belongs to one process alone.
let nodes: readonly [RunningApp, RunningApp];
let close: () => Promise<void>;
beforeAll(async () => {
  if (inject('engine') === 'embedded') {
    const running = await startApp();
    nodes = [running, running];
    close = running.close;
  } else {
    const cluster = await startTwoNodes();
    nodes = cluster.nodes;
    close = cluster.close;
  }
});
afterAll(() => close());

const nights = { from: inDays(10), to: inDays(12) };

it('B6: the same key on two nodes at once is one booking, and another body is a typed error', async () => {
  const desk = await aDesk(nodes[0], { units: 5 });
  const input = { offeringId: desk.offeringId, ...nights, idempotencyKey: randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, number) => nodes[number % 2 === 0 ? 0 : 1].ask(createBooking, { input }, desk.phone)),
  );
  expect(answers.map(({ data }) => data.createBooking.userErrors)).toEqual(Array(8).fill([]));
  expect(new Set(answers.map(({ data }) => data.createBooking.booking.id)).size).toBe(1);
  const { prisma } = nodes[0].app.database;
  expect(await prisma.booking.count({ where: { propertyId: desk.property.id } })).toBe(1);
  expect(await prisma.conversation.count({ where: { propertyId: desk.property.id } })).toBe(1);
  const other = await nodes[1].ask(createBooking, { input: { ...input, quantity: 2 } }, desk.phone);
  expect(other.data.createBooking.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_MISMATCH' }]);
});

it('B6: whoever never heard that it was committed asks again, elsewhere, and has the same booking', async () => {
  const desk = await aDesk(nodes[0], { units: 1 });
  const input = { offeringId: desk.offeringId, ...nights, idempotencyKey: randomUUID() };
  await askAndHangUp(nodes[0].url, { query: createBooking, variables: { input } }, desk.phone);
  const { prisma } = nodes[0].app.database;
  const booked = () => prisma.booking.findMany({ where: { propertyId: desk.property.id }, select: { code: true } });
  await eventually(async () => expect(await booked()).toHaveLength(1));
  const { data } = await nodes[1].ask(createBooking, { input }, desk.phone);
  expect(data.createBooking.userErrors).toEqual([]);
  expect([{ code: data.createBooking.booking.code }]).toEqual(await booked());
  expect(await overlaps(nodes[0])).toBe(0);
});

/** The whole request is sent, and the line is cut before there can be an answer. */
async function askAndHangUp(url: string, body: object, token: string): Promise<void> {
  const text = JSON.stringify(body);
  const { port } = new URL(url);
  const socket = connect(Number(port), 'localhost');
  await new Promise((resolve) => socket.once('connect', resolve));
  const head = [
    'POST /graphql HTTP/1.1',
    `host: localhost:${port}`,
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  await new Promise<void>((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${text}`, () => resolve()));
  socket.end();
}
