import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Broker, Poke } from '../../src/realtime/broker.js';
import type { StoredEvent } from '../../src/realtime/log.js';
import { eventually } from '../support/eventually.js';

const anEvent = (stream: string, seq: number, text = ''): StoredEvent => ({
  stream,
  seq,
  id: randomUUID(),
  type: 'Tried',
  actor: 'system',
  payload: { text },
  at: new Date('2026-05-01T12:00:00.123Z'),
});
const poke = (stream: string, seq: number, text?: string): Poke => ({
  stream,
  seq,
  events: [anEvent(stream, seq, text)],
});

/** What a broker promises, whatever carries it. `connect` answers the brokers of so many nodes, ready. */
export function brokerConformance(connect: (count: number) => Promise<readonly Broker[]>): void {
  const heardBy = (broker: Broker) => {
    const heard: Poke[] = [];
    broker.onPoke((one) => void heard.push(one));
    return heard;
  };

  it('T11: a poke reaches every node, its own too, each once, with its events as they are', async () => {
    const brokers = await connect(2);
    const heard = brokers.map(heardBy);
    const stream = randomUUID();
    const sent = [poke(stream, 1), poke(stream, 2, '🛎️')];
    brokers[0]?.publish(sent);
    brokers[0]?.publish([poke(stream, 3)]);
    const own = (pokes: Poke[] = []) => pokes.filter((one) => one.stream === stream);
    for (const each of heard) await eventually(() => expect(own(each).map(({ seq }) => seq)).toEqual([1, 2, 3]));
    for (const each of heard) expect(own(each).slice(0, 2)).toEqual(sent);
  });

  it('T11: every listener of a node hears it', async () => {
    const [broker] = await connect(1);
    if (broker === undefined) throw new Error('One was asked for.');
    const heard = [heardBy(broker), heardBy(broker)];
    const stream = randomUUID();
    broker.publish([poke(stream, 1)]);
    for (const each of heard)
      await eventually(() => expect(each.filter((one) => one.stream === stream)).toHaveLength(1));
  });

  it('T11: publishing returns at once: nobody hears of it within the turn of who has just committed', async () => {
    const [broker] = await connect(1);
    if (broker === undefined) throw new Error('One was asked for.');
    const heard = heardBy(broker);
    broker.publish([poke(randomUUID(), 1)]);
    await Promise.resolve();
    expect(heard).toEqual([]);
    await eventually(() => expect(heard).toHaveLength(1));
  });

  it('T11: what is large arrives too, whole or as a number alone', async () => {
    const [one, other] = await connect(2);
    const heard = other === undefined ? [] : heardBy(other);
    const large = poke(randomUUID(), 7, 'x'.repeat(100_000));
    one?.publish([large]);
    await eventually(() => expect(heard).toMatchObject([{ stream: large.stream, seq: 7 }]));
    expect([[], large.events]).toContainEqual(heard[0]?.events);
  });

  it('T11: is reachable once it is ready', async () => {
    for (const broker of await connect(2)) expect(broker.reachable).toBe(true);
  });

  it('T11: after its end it says nothing, and publishing is still no mistake', async () => {
    const [broker] = await connect(1);
    if (broker === undefined) throw new Error('One was asked for.');
    const heard = heardBy(broker);
    broker.publish([poke(randomUUID(), 1)]);
    await broker.close();
    expect(() => broker.publish([poke(randomUUID(), 2)])).not.toThrow();
    // Two turns of the loop, which is when those who were open would have heard.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(heard).toEqual([]);
  });
}
