import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../notifications/mail-server.js';
import { aHouse, confirmed, type House, quiet } from '../notifications/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser } from '../support/factories.js';
import { openBrowser } from './support/browser.js';
import { watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let mail: MailServer;
let running: RunningApp;
beforeAll(async () => {
  mail = await startMailServer();
  running = await startApp({ ...robot, SMTP_URL: mail.url });
  await aUser(running.app, { email: 'admin@example.com', role: 'ADMIN' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await mail?.[Symbol.asyncDispose]();
  await running?.close();
});

const houseOf = async (name: string): Promise<House> =>
  aHouse(running, await aUser(running.app, { name, email: `${name.toLowerCase()}@example.com` }));

const mailsTo = ({ guest }: House) => mail.mails.filter(({ to }) => to.some(({ address }) => address === guest.email));

it('N8, C5: an administrator sees the mail that failed, reads it, tries it again and sees it sent', async () => {
  const house = await houseOf('Mara');
  mail.answers.push(550);
  await confirmed(running, house);
  await expect.poll(() => mail.answers.length).toBe(0);
  await quiet(running);
  expect(mailsTo(house)).toEqual([]);

  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('admin@example.com');
  await page.goto('/console/admin/mail');
  const row = page.getByRole('list', { name: 'Mail' }).getByRole('listitem').filter({ hasText: 'Mara' });
  const status = page.getByLabel('Status');
  await status.selectOption('Failed');
  await row.getByText('SMTP_550').waitFor();
  await row.getByRole('button', { name: /^Read/ }).click();
  const text = page.getByRole('dialog', { name: /is confirmed$/ });
  await text.getByText(house.property.name).first().waitFor();
  await text.getByRole('button', { name: 'Close' }).first().click();
  await text.waitFor({ state: 'detached' });

  await row.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => mailsTo(house).length).toBe(1);
  await quiet(running);
  await page.getByRole('button', { name: 'Look again' }).click();
  await row.waitFor({ state: 'detached' });
  await status.selectOption('Sent');
  await row.getByText('1 attempt').waitFor();
  expect(await row.getByText('SMTP_550').count()).toBe(0);
  await row.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => mailsTo(house).length).toBe(2);
  expect(opened.wrongs).toEqual([]);
});

it('N6, C5: a kind that is switched off for a channel does not come by it, but by the others, and stays so', async () => {
  const house = await houseOf('Nora');
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('nora@example.com');
  await page.goto('/console/account');
  const here = page.getByRole('list', { name: 'Notifications' }).getByText(/is confirmed$/);
  const told = page.getByRole('region', { name: 'What has just happened' }).getByText(/is confirmed$/);

  await wants(page, 'Bookings: E-mail', false);
  await confirmed(running, house);
  await told.waitFor();
  await quiet(running);
  expect(mailsTo(house)).toEqual([]);

  await page.reload();
  await expect.poll(() => page.getByRole('checkbox', { name: 'Bookings: E-mail' }).isChecked()).toBe(false);
  await wants(page, 'Bookings: E-mail', true);
  await wants(page, 'Bookings: Here', false);
  await confirmed(running, house);
  await expect.poll(() => mailsTo(house).length).toBe(1);
  await quiet(running);
  await page.reload();
  await expect.poll(() => page.getByRole('checkbox', { name: 'Bookings: Here' }).isChecked()).toBe(false);
  expect(await told.count()).toBe(0);
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await here.first().waitFor();
  expect(await here.count()).toBe(1);
  expect(opened.wrongs).toEqual([]);
});

/** Presses the box, and waits until the server has it so. */
async function wants(page: Page, name: string, wanted: boolean): Promise<void> {
  const box = page.getByRole('checkbox', { name });
  await expect.poll(() => box.isChecked()).toBe(!wanted);
  await box.click();
  await expect.poll(() => box.isChecked()).toBe(wanted);
}
