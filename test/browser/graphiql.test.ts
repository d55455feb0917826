import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examples } from '../../web/graphiql/examples.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password, signedIn } from '../support/factories.js';
import { openBrowser } from './support/browser.js';
import { watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let running: RunningApp;
beforeAll(async () => {
  running = await startApp(robot);
  await aUser(running.app, { email: 'ana@example.com', name: 'Ana Lima' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

it('C10: opens from our own files alone, without a script or style that the policy refuses', async () => {
  await using opened = await watched(browser, running.url);
  await opened.page.goto('/graphql');
  await opened.page.getByText('Welcome to the Frontdesk API').waitFor();
  await expect.poll(() => opened.page.getByRole('tab').count()).toBe(examples.length);
  expect(opened.wrongs).toEqual([]);
});

it('C10: a newcomer signs in with the button, runs the first tab, and is still signed in after a reload', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await page.goto('/graphql');
  await page.getByText('Not signed in').waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByLabel('E-mail').fill('ana@example.com');
  await dialog.getByLabel('Password').fill('a wrong one');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByRole('alert').getByText('wrong').waitFor();
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Ana Lima', { exact: true }).waitFor();

  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.result-window').getByText('"ana@example.com"').waitFor();

  await page.reload();
  await page.getByText('Ana Lima', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Not signed in').waitFor();
  expect(opened.wrongs).toEqual([]);
});

it('C10: keeps no token where a script could find it', async () => {
  await using opened = await watched(browser, running.url);
  const { page, context } = opened;
  await page.goto('/graphql');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByLabel('E-mail').fill('ana@example.com');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Ana Lima', { exact: true }).waitFor();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(kept).not.toMatch(/fdr_|eyJ/);
  expect(await context.cookies(`${running.url}/console/session/graphiql`)).toMatchObject([
    { name: 'frontdesk_graphiql', httpOnly: true, sameSite: 'Strict' },
  ]);
});

it('C10: fits a phone', async () => {
  await using opened = await watched(browser, running.url, { viewport: { width: 390, height: 844 } });
  await opened.page.goto('/graphql');
  await opened.page.getByText('Welcome to the Frontdesk API').waitFor();
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

it('C10: a subscription of the examples follows what happens, over WebSocket', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await page.goto('/graphql');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByLabel('E-mail').fill('ana@example.com');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Ana Lima', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'MyEvents' }).click();
  await page.getByText('Live: what happens to me').waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.result-window').getByText('"StreamReady"').waitFor();

  const user = await running.app.database.prisma.user.findUniqueOrThrow({ where: { email: 'ana@example.com' } });
  const token = await signedIn(running.app, user);
  const changed = await running.ask(
    'mutation { updateSettings(input: { sounds: false }) { userErrors { code } } }',
    {},
    token,
  );
  expect(changed.data.updateSettings.userErrors).toEqual([]);
  await page.locator('.result-window').getByText('"SettingsUpdated"').waitFor();
  expect(opened.wrongs).toEqual([]);
});
