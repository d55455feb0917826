import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, password } from '../support/factories.js';
import { openBrowser } from './support/browser.js';
import { signIn, watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let running: RunningApp;
beforeAll(async () => {
  running = await startApp(robot);
  const { app } = running;
  const hotel = await aProperty(app, { slug: 'harbour-hotel', name: 'Harbour Hotel' });
  for (const role of ['OWNER', 'MANAGER', 'STAFF'] as const)
    await aMember(
      app,
      hotel,
      role,
      await aUser(app, { email: `${role.toLowerCase()}@example.com`, name: `${role} Person` }),
    );
  await aUser(app, { email: 'guest@example.com', name: 'Guest Person' });
  await aUser(app, { email: 'admin@example.com', name: 'Admin Person', role: 'ADMIN' });
  await aUser(app, { email: 'super@example.com', name: 'Super Person', role: 'SUPER_ADMIN' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

it('C5: refuses a wrong password in words at the form', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await page.goto('/console/');
  await page.getByLabel('E-mail').fill('owner@example.com');
  await page.getByLabel('Password').first().fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The e-mail address or the password is wrong.').waitFor();
});

it.each([
  ['guest', 'You work nowhere yet', false],
  ['staff', 'Harbour Hotel', false],
  ['manager', 'Harbour Hotel', false],
  ['owner', 'Harbour Hotel', false],
  ['admin', 'Harbour Hotel', true],
  ['super', 'Harbour Hotel', true],
])('C5: signs in as %s, who sees “%s”', async (who, sees, administrates) => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await signIn(page, `${who}@example.com`, password);
  await page.getByRole('main').getByText(sees).first().waitFor();
  expect(await page.getByRole('link', { name: 'Service keys' }).count()).toBe(administrates ? 1 : 0);
  expect(opened.wrongs).toEqual([]);
});

it('C5: comes back to the address that one wanted, and stays signed in after a reload', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await page.goto('/console/properties/harbour-hotel/settings');
  await page.getByLabel('E-mail').fill('owner@example.com');
  await page.getByLabel('Password').first().fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Harbour Hotel' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Harbour Hotel' }).waitFor();
});

it('B1: two people edit at once: the second sees it before anything is overwritten', async () => {
  await using first = await watched(browser, running.url);
  await using second = await watched(browser, running.url);
  await first.enter('owner@example.com');
  await second.enter('manager@example.com');
  for (const { page } of [first, second]) {
    await page.goto('/console/properties/harbour-hotel/settings');
    await page.getByLabel('Description').waitFor();
  }
  await second.page.getByLabel('Phone').fill('+351 210 000 000');
  await first.page.getByLabel('Description').fill('By the water.');
  await first.page.getByRole('button', { name: 'Save' }).click();
  await first.page.getByText('Saved', { exact: true }).waitFor();

  await second.page.getByRole('button', { name: 'Save' }).click();
  await second.page.getByText('Somebody else changed this meanwhile').waitFor();
  await second.page.getByRole('button', { name: 'Take theirs' }).click();
  await expect.poll(() => second.page.getByLabel('Description').inputValue()).toBe('By the water.');
  expect(second.wrongs).toEqual([]);
});

it('B1: shows what is wrong at its field', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('owner@example.com');
  await page.goto('/console/properties/harbour-hotel/settings');
  await page.getByLabel('Phone').fill('call me');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A phone number is expected').waitFor();
  expect(await page.getByLabel('Phone').getAttribute('aria-invalid')).toBe('true');
});

it('B1: pauses a property with what the server says is possible', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('manager@example.com');
  await page.goto('/console/properties/harbour-hotel/settings');
  await page.getByRole('button', { name: 'Change status' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change status' });
  await dialog.getByRole('radio', { name: /Paused/ }).check();
  await dialog.getByRole('button', { name: 'Change status' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Paused').waitFor();
});

it('A7: invites by a link that the person follows, changes their role, removes them', async () => {
  await using owner = await watched(browser, running.url);
  await using guest = await watched(browser, running.url);
  await owner.enter('owner@example.com');
  await owner.page.goto('/console/properties/harbour-hotel/members');
  await owner.page.getByRole('button', { name: 'Invite somebody' }).click();
  await owner.page.getByLabel('Their e-mail').fill('guest@example.com');
  await owner.page.getByRole('button', { name: 'Make the link' }).click();
  const link = await owner.page.getByLabel('The invitation is ready').last().inputValue();
  await owner.page.getByRole('button', { name: 'Close' }).click();
  await owner.page.getByText('guest@example.com').waitFor();

  // What comes after the # stays in the browser: the secret is in no log, on the way to the sign-in neither.
  const { pathname, hash } = new URL(link);
  expect([pathname, hash]).toEqual(['/console/invitations', expect.stringMatching(/^#fdi_/)]);
  const asked: string[] = [];
  guest.page.on('request', (request) => asked.push(request.url()));
  await guest.page.goto(`${pathname}${hash}`);
  await guest.page.getByRole('link', { name: 'Create one' }).click();
  await guest.page.getByRole('link', { name: 'Sign in' }).click();
  await guest.page.getByLabel('E-mail').fill('guest@example.com');
  await guest.page.getByLabel('Password').first().fill(password);
  await guest.page.getByRole('button', { name: 'Sign in' }).click();
  await guest.page.getByRole('button', { name: 'Accept the invitation' }).click();
  await guest.page.getByRole('heading', { name: 'Harbour Hotel' }).waitFor();
  expect(asked.filter((url) => url.replace(/#.*/, '').includes('fdi_'))).toEqual([]);

  await owner.page.reload();
  await owner.page.getByLabel('Role of Guest Person').selectOption('MANAGER');
  await guest.page.reload();
  await guest.page.getByText('Manager').first().waitFor();

  await owner.page.getByRole('button', { name: 'Remove Guest Person?' }).click();
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => owner.page.getByText('Guest Person').count()).toBe(0);
  expect([...owner.wrongs, ...guest.wrongs]).toEqual([]);
});

it('A5: settings change how the console looks and speaks, at once', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('staff@example.com');
  await page.goto('/console/account');
  await page.getByLabel('Appearance').selectOption('DARK');
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await page.getByLabel('Language').selectOption('ko');
  await page.getByRole('heading', { name: '내 계정' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '내 계정' }).waitFor();
  expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
});

it('A1: signs another device out', async () => {
  await using here = await watched(browser, running.url);
  await using there = await watched(browser, running.url);
  await signIn(here.page, 'admin@example.com', password);
  await signIn(there.page, 'admin@example.com', password);
  await here.page.goto('/console/account');
  const others = here.page.getByRole('button', { name: /^Sign out (?!everywhere)/ });
  await others.first().waitFor();
  while ((await others.count()) > 0) {
    const before = await others.count();
    await others.first().click();
    await expect.poll(() => others.count()).toBe(before - 1);
  }
  await there.page.reload();
  await there.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
});

it('C5: makes and revokes a service key, whose secret is shown once', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('super@example.com');
  await page.goto('/console/admin/service-keys');
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('What is it for?').fill('Channel manager');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('Choose at least one.').waitFor();
  await page.getByRole('checkbox', { name: 'properties:read' }).check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  expect(await page.getByLabel('The key is ready').last().inputValue()).toMatch(/^fdk_/);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Revoke Channel manager?' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Revoked').waitFor();
  expect(opened.wrongs).toEqual([]);
});

it('C8: works by keyboard alone', async () => {
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await page.goto('/console/sign-in');
  await page.getByLabel('E-mail').focus();
  await page.keyboard.type('owner@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('link', { name: 'Harbour Hotel' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Change status' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Change status');
});
