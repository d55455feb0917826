import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, password, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openBrowser } from './support/browser.js';
import { signIn, type Watched, watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let running: RunningApp;
let guestToken: string;
let staffToken: string;
let ownerId: string;
let propertyId: string;
beforeAll(async () => {
  running = await startApp({ ...robot, LIMIT_SENDS_PER_SECOND: '1000' });
  const { app } = running;
  const hotel = await aProperty(app, { slug: 'harbour-hotel', name: 'Harbour Hotel' });
  propertyId = globalId('Property', hotel.id);
  const staff = await aUser(app, { email: 'staff@example.com', name: 'Rui Staff' });
  const owner = await aUser(app, { email: 'owner@example.com', name: 'Ana Owner' });
  await aMember(app, hotel, 'STAFF', staff);
  await aMember(app, hotel, 'OWNER', owner);
  staffToken = await signedIn(app, staff);
  ownerId = globalId('User', owner.id);
  guestToken = await signedIn(app, await aUser(app, { email: 'guest@example.com', name: 'Gita Guest' }));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function aConversation(subject: string): Promise<string> {
  const { data } = await running.ask(
    `mutation ($input: StartConversationInput!) {
      startConversation(input: $input) { conversation { id } userErrors { message } }
    }`,
    { input: { kind: 'GUEST_STAFF', propertyId, subject } },
    guestToken,
  );
  return data.startConversation.conversation.id;
}

const say = (conversationId: string, body: string) =>
  running.ask(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { userErrors { message } } }',
    { input: { conversationId, body } },
    guestToken,
  );

async function open(who: string, path: string): Promise<Watched> {
  const opened = await watched(browser, running.url);
  await signIn(opened.page, `${who}@example.com`, password);
  await opened.page.goto(path);
  return opened;
}

const inbox = (id: string) => `/console/properties/harbour-hotel/inbox/${encodeURIComponent(id)}`;
const own = (id: string) => `/console/messages/${encodeURIComponent(id)}`;
const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

it('C3, M10, M14: a guest and the desk talk: list, typing, messages and receipts, each at once', async () => {
  await using desk = await open('staff', '/console/properties/harbour-hotel/inbox');
  await using guest = await open('guest', '/console/messages');
  await guest.page.getByRole('button', { name: 'New conversation' }).click();
  const dialog = guest.page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByLabel('With').selectOption({ label: 'Harbour Hotel' });
  await dialog.getByLabel('About').fill('Late arrival');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await field(guest.page).waitFor();

  await desk.page.getByRole('link', { name: /Gita Guest/ }).click();
  await field(desk.page).waitFor();
  await field(guest.page).pressSequentially('We arrive at midnight');
  await desk.page.getByText('Gita Guest is typing…').waitFor();
  await field(guest.page).press('Enter');
  await log(desk.page).getByText('We arrive at midnight').waitFor();

  await field(desk.page).fill('The night desk is there');
  await desk.page.getByRole('button', { name: 'Send' }).click();
  await log(guest.page).getByText('The night desk is there').waitFor();
  await log(desk.page).getByText('Read by Gita Guest').waitFor();
  await log(guest.page).getByText('The night desk is there').hover();
  await log(guest.page).getByRole('button', { name: 'React' }).last().click();
  await log(guest.page).getByRole('button', { name: 'React with 🙏' }).click();
  await log(desk.page).getByRole('button', { name: '🙏 by 1 person' }).waitFor();
  expect(desk.wrongs).toEqual([]);
  expect(guest.wrongs).toEqual([]);
});

it('M12, M16: the desk edits, deletes, notes in private, takes over and closes', async () => {
  const id = await aConversation('Towels');
  await say(id, 'More towels please');
  await using desk = await open('staff', inbox(id));
  await using guest = await open('guest', own(id));
  await log(desk.page).getByText('More towels please').waitFor();
  await field(desk.page).fill('On the wai');
  await field(desk.page).press('Enter');
  await log(guest.page).getByText('On the wai').waitFor();
  await log(desk.page).getByRole('button', { name: 'Edit' }).click();
  await field(desk.page).fill('On the way');
  await desk.page.getByRole('button', { name: 'Save' }).click();
  await log(guest.page).getByText('On the way', { exact: true }).waitFor();

  await desk.page.getByRole('button', { name: 'Private note' }).click();
  await desk.page.getByRole('textbox', { name: 'Private note' }).fill('Room 12 again');
  await desk.page.getByRole('button', { name: 'Add note' }).click();
  await log(desk.page).getByText('Room 12 again').waitFor();
  await desk.page.getByRole('button', { name: 'Private note' }).click();

  await log(desk.page).getByRole('button', { name: 'Delete' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await log(guest.page).getByText('Message deleted').waitFor();
  expect(await guest.page.getByText('Room 12 again').count()).toBe(0);

  await desk.page.getByRole('button', { name: 'About this conversation' }).click();
  const about = desk.page.getByRole('dialog', { name: 'About this conversation' });
  await about.getByLabel('Who takes care').selectOption({ label: 'Rui Staff' });
  await about.getByLabel('Labels').fill('housekeeping');
  await about.getByRole('button', { name: 'Close', exact: true }).first().click();
  await guest.page.getByText('This conversation is closed.').waitFor();
  expect(desk.wrongs).toEqual([]);
});

it('M11: a picture goes along and is seen on the other side', async () => {
  const id = await aConversation('The door');
  await using guest = await open('guest', own(id));
  await using desk = await open('staff', inbox(id));
  await field(guest.page).waitFor();
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FAAhKDveksOjmAAAAAElFTkSuQmCC';
  await guest.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') });
  await guest.page.getByText('ready', { exact: true }).waitFor();
  await field(guest.page).fill('This one');
  await field(guest.page).press('Enter');
  const picture = log(desk.page).getByRole('img', { name: 'door.png' });
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth))
    .toBeGreaterThan(0);
  expect(guest.wrongs).toEqual([]);
  expect(desk.wrongs).toEqual([]);
});

it('T5, C6, C7: offline, what was missed comes when the network does, and a message that failed can be sent again', async () => {
  const id = await aConversation('Breakfast');
  await using desk = await open('staff', inbox(id));
  const { page, context } = desk;
  await field(page).waitFor();
  await page.getByRole('button', { name: 'Live' }).waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: /Connecting|Offline/ }).waitFor();
  await field(page).fill('From seven');
  await field(page).press('Enter');
  await log(page)
    .getByText(/Not sent/)
    .waitFor();
  for (const number of [1, 2, 3]) await say(id, `Question ${number}`);

  await context.setOffline(false);
  await log(page).getByText('Question 3').waitFor();
  await page.getByRole('button', { name: /Caught up \d+ events/ }).waitFor();
  await log(page).getByRole('button', { name: 'Try again' }).click();
  await log(page)
    .getByText(/^Not sent/)
    .waitFor({ state: 'detached' });
  const { data } = await running.ask(
    'query ($id: ID!) { conversation(id: $id) { messages(last: 10) { nodes { body } } } }',
    { id },
    guestToken,
  );
  const bodies = data.conversation.messages.nodes.map(({ body }: { body: string }) => body);
  expect(bodies).toEqual(['Question 1', 'Question 2', 'Question 3', 'From seven']);
});

it('C7: a long conversation keeps few lines in the page, and stays where one reads while new ones arrive', async () => {
  const id = await aConversation('A long one');
  for (let number = 1; number <= 120; number++) await say(id, `Line ${number}`);
  await using desk = await open('staff', inbox(id));
  const { page } = desk;
  await log(page).getByText('Line 120', { exact: true }).waitFor();
  const scroll = (to: number) =>
    log(page).evaluate((element: { scrollTop: number }, top) => {
      element.scrollTop = top;
    }, to);
  await expect
    .poll(
      async () => {
        await scroll(0);
        return log(page).getByText('Line 1', { exact: true }).count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  expect(await log(page).locator('[data-index]').count()).toBeLessThan(60);
  await say(id, 'Line 121');
  // How many are new is a matter of what the desk has read; here it is about the way down.
  await page.getByRole('button', { name: /new message|newest/i }).click();
  await log(page).getByText('Line 121', { exact: true }).waitFor();
});

it('N2, C4, C5: the bell counts, a toast leads to what it is about, and other tabs follow', async () => {
  await using desk = await open('owner', '/console/account');
  const { page, context } = desk;
  const other = await context.newPage();
  await other.goto('/console/account');
  for (const one of [page, other]) await one.getByRole('button', { name: /^Notifications/ }).waitFor();
  await running.ask(
    'mutation ($input: AssignConversationInput!) { assignConversation(input: $input) { userErrors { message } } }',
    { input: { conversationId: await aConversation('Bell'), assigneeId: ownerId } },
    staffToken,
  );
  for (const one of [page, other]) await one.getByRole('button', { name: /^Notifications, \d+ unread/ }).waitFor();
  await page.getByRole('region', { name: 'What has just happened' }).getByRole('link').last().click();
  await page.getByRole('heading', { name: 'Gita Guest' }).waitFor();

  // Who followed it has read it, in every tab.
  await other.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  expect(desk.wrongs).toEqual([]);
});

it('C4, A5: what one chooses in a tab holds in the other, and so does signing out', async () => {
  await using desk = await open('owner', '/console/account');
  const { page, context } = desk;
  const other = await context.newPage();
  await other.goto('/console/account');
  await other.getByRole('heading', { name: 'My account' }).waitFor();
  await page.getByLabel('Appearance').selectOption('DARK');
  await expect.poll(() => other.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await page.getByLabel('Language').selectOption('ko');
  await other.getByRole('heading', { name: '내 계정' }).waitFor();
  await page.getByLabel('언어').selectOption('en');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor();
});
