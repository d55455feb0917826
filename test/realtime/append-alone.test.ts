import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventTriggered } from '../../src/broadcasts/events.js';
import { createAppendAlone } from '../../src/realtime/append-alone.js';
import { system } from '../../src/realtime/event.js';
import { type RunningApp, startApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const event = (name: string, ...streams: string[]) => eventTriggered(system, { name, data: null }, streams);
const appends = (statements: readonly string[]) => statements.filter((text) => text.includes('INTO stream')).length;

it('events that come together share statements, and each stream has all of them in order, without a hole', async () => {
  const append = createAppendAlone(running.app.database);
  const names = Array.from({ length: 300 }, (_, number) => `event-${number}`);
  const statements = await statementsOf(() =>
    Promise.all(names.map((name, index) => append(event(name, 'hot', `cold:${index % 7}`)))),
  );
  expect(appends(statements)).toBeLessThan(10);
  const hot = await running.app.realtime.log.read('hot', 0, 1_000);
  expect(hot.map(({ seq }) => seq)).toEqual(names.map((_, index) => index + 1));
  expect(hot.map(({ payload }) => (payload as { name: string }).name).sort()).toEqual([...names].sort());
  for (let number = 0; number < 7; number++) {
    const events = await running.app.realtime.log.read(`cold:${number}`, 0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events).toHaveLength(names.filter((_, index) => index % 7 === number).length);
  }
});

it('one that comes alone does not wait for others', async () => {
  const append = createAppendAlone(running.app.database);
  expect(appends(await statementsOf(() => append(event('alone', 'quiet'))))).toBe(1);
});

it('tells each caller whether its own events are there', async () => {
  const append = createAppendAlone(running.app.database);
  const bad = { ...event('bad', 'mixed'), id: 'no uuid' };
  const [first, second] = await Promise.allSettled([append(event('good', 'mixed')), append(bad)]);
  expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
  expect(await running.app.realtime.log.read('mixed', 0, 10)).toHaveLength(1);
});
