import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openBrowser } from './support/browser.js';
import { aBusyHotel, type BusyHotel } from './support/busy-hotel.js';
import { watched } from './support/page.js';
import { robot } from './support/robot.js';
import { screenPaths, shows } from './support/screen-paths.js';

let browser: Browser;
let running: RunningApp;
let conversationId: string;
let busy: BusyHotel;
beforeAll(async () => {
  running = await startApp(robot);
  const { app } = running;
  const hotel = await aProperty(app, { slug: 'harbour-hotel', name: 'Harbour Hotel' });
  await aMember(app, hotel, 'STAFF');
  const guest = await signedIn(app, await aUser(app, { name: 'Gita Guest' }));
  const started = await running.ask(
    'mutation ($id: ID!) { startConversation(input: { kind: GUEST_STAFF, propertyId: $id }) { conversation { id } } }',
    { id: globalId('Property', hotel.id) },
    guest,
  );
  conversationId = started.data.startConversation.conversation.id;
  await running.ask(
    'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, body: "Is breakfast at seven?" }) { message { id } } }',
    { id: conversationId },
    guest,
  );
  const person = await aUser(app, { email: 'super@example.com', name: 'Super Person', role: 'SUPER_ADMIN' });
  busy = await aBusyHotel(app, hotel, person);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const screens = [
  ['/console/', 'Properties'],
  ['/console/properties/harbour-hotel', 'Harbour Hotel'],
  ['/console/properties/harbour-hotel/members', 'Members'],
  ['/console/properties/harbour-hotel/inbox', 'Inbox'],
  ['/console/properties/harbour-hotel/announcements', 'Announcements'],
  ['/console/messages', 'Messages'],
  ['/console/account', 'My account'],
  ['/console/admin/users', 'People'],
  ['/console/admin/alerts', 'Alerts'],
  ['/console/admin/alerts/rules', 'Alert rules'],
  ['/console/admin/audit', 'Audit'],
  ['/console/admin/service-keys', 'Service keys'],
  ['/console/admin/announcements', 'Announcements'],
  ['/console/admin/realtime', 'Realtime'],
  ['/console/admin/mail', 'Mail'],
  ['/console/invitations#unknown', 'You are invited'],
] as const;

/** Those of what a property does all day, and of a guest. */
const work = ({ booking, paymentId }: BusyHotel) =>
  [
    ['/console/properties/harbour-hotel/bookings', 'Bookings'],
    [`/console/properties/harbour-hotel/bookings/${booking.code}`, 'Super Person'],
    ['/console/properties/harbour-hotel/calendar', 'Calendar'],
    ['/console/properties/harbour-hotel/orders', 'Orders'],
    ['/console/properties/harbour-hotel/menu', 'Menu'],
    ['/console/properties/harbour-hotel/payments', 'Payments'],
    [`/console/properties/harbour-hotel/payments/${globalId('Payment', paymentId)}`, '€200.00'],
    ['/console/properties/harbour-hotel/providers', 'Team on duty'],
    ['/console/properties/harbour-hotel/alerts', 'Alerts'],
    ['/console/properties/harbour-hotel/alerts/rules', 'Alert rules'],
    ['/console/properties/harbour-hotel/audit', 'Audit'],
    ['/console/bookings', 'My bookings'],
    [`/console/bookings/${booking.code}`, 'Harbour Hotel'],
    ['/console/book', 'Book'],
    ['/console/book/harbour-hotel', 'Harbour Hotel'],
    ['/console/admin/overview', 'Everything now'],
  ] as const;

/** Whatever else axe looks at is the same in the dark. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** What axe finds, in a few words each. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  // A page without frames is looked at as a whole: nothing has to be put together in a page of its own.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** The system of whoever looks turns to that, and the page with it, until no colour changes any more. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`:root[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
  await page.waitForFunction(() => !document.getAnimations().some((each) => each instanceof CSSTransition));
}

/** Of a page: answers once it asks for nothing any more, its feeds are live, and what came is drawn. */
function settledOf(page: Page): () => Promise<void> {
  const underway = new Set<Request>();
  page.on('request', (request) => underway.add(request));
  page.on('requestfinished', (request) => underway.delete(request));
  page.on('requestfailed', (request) => underway.delete(request));
  const live = page.locator('button[data-status="live"]');
  return async () => {
    do {
      await live.first().waitFor({ state: 'attached' });
      await expect.poll(() => underway.size, { interval: 5 }).toBe(0);
      // What it would ask for because of what came, it has asked for by then.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    } while (underway.size > 0 || (await live.count()) === 0);
  };
}

const devices = [
  { name: 'a desktop', viewport: { width: 1280, height: 800 } },
  { name: 'a phone', viewport: { width: 390, height: 844 } },
];

it.each(devices)(
  'C8: axe finds nothing on any screen of any route, light or dark, and nothing is cut off, on $name',
  async ({ viewport }) => {
    await using opened = await watched(browser, running.url, { viewport, colorScheme: 'light' });
    const { page } = opened;
    const settled = settledOf(page);
    const found: string[] = [];
    const addresses: string[] = [];
    const look = async (screen: string) => {
      addresses.push(page.url());
      found.push(...(await findings(page)).map((finding) => `${screen}: ${finding}`));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > viewport.width) found.push(`${screen}: is ${width} wide`);
      await turn(page, 'dark');
      found.push(...(await findings(page, ofColours)).map((finding) => `${screen}, in the dark: ${finding}`));
      await turn(page, 'light');
    };

    await page.goto('/console/sign-up');
    await page.getByRole('heading', { name: 'Create an account' }).waitFor();
    await look('sign-up');
    await page.goto('/console/sign-in');
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await look('sign-in');
    await opened.enter('super@example.com');
    for (const [path, heading] of [...screens, ...work(busy)]) {
      await page.goto(path);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await settled();
      await look(path);
    }
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    await look('notifications');
    await page.goto(`/console/messages/${encodeURIComponent(conversationId)}`);
    await page.getByRole('log').getByText('Is breakfast at seven?').waitFor();
    await look('conversation');
    await page.getByRole('button', { name: 'About this conversation' }).click();
    await page.getByRole('dialog').waitFor();
    await look('about a conversation');
    await page.goto(`/console/properties/harbour-hotel/inbox/${encodeURIComponent(conversationId)}`);
    await page.getByRole('log').getByText('Is breakfast at seven?').waitFor();
    await look('a conversation of the inbox');
    await page.goto('/console/properties/harbour-hotel/alerts/rules');
    await page.getByRole('button', { name: 'Watch a number' }).first().click();
    await page.getByRole('dialog').waitFor();
    await look('watch a number');
    await page.goto('/console/properties/harbour-hotel/settings');
    await page.getByRole('button', { name: 'Change status' }).click();
    await page.getByRole('dialog').waitFor();
    await look('change status');
    const unseen = (await screenPaths()).filter((path) => !addresses.some((address) => shows(address, path)));
    expect(unseen).toEqual([]);
    expect(found).toEqual([]);
    expect(opened.wrongs).toEqual([]);
  },
  300_000,
);
