import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWriterLoop, type Visited } from '../../../src/realtime/transport/writer-loop.js';

/** Time passes while somebody is visited, and when a test says so. */
let clock = 0;
beforeEach(() => {
  clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const later = (ms: number) => {
  clock += ms;
  vi.advanceTimersByTime(ms);
};

/** Whoever is due once, until it is visited; a visit takes so long. */
function aWriter(loop: { add(writer: Visited): void }, takesMs: number) {
  let expected = false;
  let waiting = 0;
  const visits: number[] = [];
  return {
    visits,
    happen() {
      waiting++;
      if (expected) return;
      expected = true;
      loop.add(this);
    },
    visit() {
      expected = false;
      clock += takesMs;
      const count = waiting;
      waiting = 0;
      visits.push(count);
      return count;
    },
  };
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

it('T2: what happens while nobody was busy goes out at once', async () => {
  const loop = createWriterLoop(() => {});
  const writer = aWriter(loop, 0);
  for (let event = 0; event < 5; event++) {
    writer.happen();
    await turns(2);
  }
  expect(writer.visits).toEqual([1, 1, 1, 1, 1]);
});

it('T2: what happens during a long round and the rest behind it goes out together', async () => {
  const delivered: number[] = [];
  const loop = createWriterLoop((count) => delivered.push(count));
  const writers = Array.from({ length: 64 }, () => aWriter(loop, 0.12));
  for (const writer of writers) writer.happen();
  // Between two slices of the round: the first of a burst.
  await turns(1);
  for (let event = 0; event < 5; event++) {
    for (const writer of writers) writer.happen();
    await turns(2);
  }
  for (const { visits } of writers) expect(visits).toHaveLength(1);
  later(8);
  await turns(4);
  expect(delivered.reduce((sum, count) => sum + count, 0)).toBe(64 * 6);
  for (const { visits } of writers) expect(visits).toHaveLength(2);
});

it('T2: what happens a while after a long round goes out at once', async () => {
  const loop = createWriterLoop(() => {});
  const writers = Array.from({ length: 64 }, () => aWriter(loop, 0.12));
  for (const writer of writers) writer.happen();
  await turns(4);
  later(2);
  for (const writer of writers) writer.happen();
  await turns(4);
  for (const { visits } of writers) expect(visits).toEqual([1, 1]);
});

it('T2: it says that it is idle once everybody was visited who was due then, whoever has come since', async () => {
  const loop = createWriterLoop(() => {});
  const [writer, other] = [aWriter(loop, 2), aWriter(loop, 2)];
  const said: string[] = [];
  loop.whenIdle(() => said.push('at once'));
  writer.happen();
  loop.whenIdle(() => {
    said.push(`after ${writer.visits.length}`);
    other.happen();
    loop.whenIdle(() => said.push(`after ${other.visits.length} of the other`));
  });
  await turns(2);
  expect(said).toEqual(['at once', 'after 1']);
  later(8);
  await turns(2);
  expect(said).toEqual(['at once', 'after 1', 'after 1 of the other']);
});
