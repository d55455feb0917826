import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password } from '../support/factories.js';
import { openBrowser } from './support/browser.js';
import { signIn, watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let running: RunningApp;
beforeAll(async () => {
  running = await startApp(robot);
  await aUser(running.app, { email: 'ana@example.com' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

it('C5: sign-in and overview load less than 250 kB of compressed script', async () => {
  await using opened = await watched(browser, running.url);
  const scripts = new Map<string, number>();
  const pending: Array<Promise<void>> = [];
  opened.context.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      pending.push(request.sizes().then(({ responseBodySize }) => void scripts.set(request.url(), responseBodySize)));
  });
  await signIn(opened.page, 'ana@example.com', password);
  await opened.page.getByRole('heading', { name: 'Properties' }).waitFor();
  await opened.page.waitForLoadState('networkidle');
  await Promise.all(pending);
  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  expect(scripts.size).toBeGreaterThan(2);
  expect(total).toBeLessThan(250_000);
});
