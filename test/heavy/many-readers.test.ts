import { afterAll, beforeAll, it } from 'vitest';
import { forMany, manyReaders } from '../realtime/many-readers.js';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp(forMany);
});
afterAll(() => running.close());

it('F14: a thousand readers who ask the same cost one execution and one read of the database', () =>
  manyReaders(running, 20, 50));
