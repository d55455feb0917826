import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { overlaps } from './desk.js';
import { keepsToTheModel } from './model.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

// Many and long ones: test/heavy/model.test.ts.
it('B7: whatever is done in whichever order, the database has what a model with paper and pencil has', async () => {
  await keepsToTheModel(running.app, 4, 12);
  expect(await overlaps(running)).toBe(0);
});
