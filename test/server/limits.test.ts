import { afterAll, beforeAll, expect, it } from 'vitest';
import { limitSettings } from '../../src/limits.js';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_DEPTH: '9', LIMIT_ANONYMOUS_COST: '40', LIMIT_ANONYMOUS_COST_PER_SECOND: '0.5' });
});
afterAll(() => running.close());

it('D7: every limit is public, with what it is here, and whoever is over one hears how long to wait', async () => {
  const { data, errors, extensions } = await running.ask('{ limits { name value description } }');
  expect(errors).toBeUndefined();
  expect(data.limits.map(({ name }: { name: string }) => name)).toEqual(Object.keys(limitSettings));
  expect(data.limits).toContainEqual({ name: 'LIMIT_DEPTH', value: 9, description: 'Levels of a document.' });
  expect(extensions?.cost).toMatchObject({ requested: expect.any(Number), maximum: expect.any(Number) });
  const answers = [];
  for (let time = 0; time < 60; time++) answers.push(await running.ask('{ properties(first: 5) { nodes { id } } }'));
  const refused = answers.flatMap((answer) => answer.errors ?? []).find(({ extensions: { code } }) => code === 'RATE_LIMITED');
  expect((refused?.extensions as { retryAfterMs?: number } | undefined)?.retryAfterMs).toBeGreaterThan(0);
});
