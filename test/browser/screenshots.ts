/**
 * `npx tsx test/browser/screenshots.ts [address] [words…]`: every screen of a server that runs with the demo, on a desktop and
 * a phone, light and dark, into `dist/screenshots`. With words: only the pictures whose names have one of them. Pictures
 * are to be looked at by people; that no route is left out is checked.
 */
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './support/browser.js';
import { type DemoAddresses, demoAddresses, password, slug } from './support/demo-addresses.js';
import { signIn, watched } from './support/page.js';
import { screenPaths, shows } from './support/screen-paths.js';

const [url = 'http://localhost:4000', ...words] = process.argv.slice(2);
const directory = 'dist/screenshots';

/** Opens something on a screen. */
type Act = (page: Page) => Promise<unknown>;
type Pictures = Readonly<Record<string, string | readonly [address: string, act: Act]>>;

const press =
  (name: string | RegExp): Act =>
  async (page) => {
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('dialog').waitFor();
  };
/** What a screen says when it gets no answer. */
const unanswered: Act = async (page) => {
  await page.route('**/graphql', (route) =>
    /^query (Bookings)\b/m.test(String(route.request().postDataJSON()?.query)) ? route.abort() : route.fallback(),
  );
  await page.reload();
  await page.getByRole('alert').waitFor();
};

const strangers: Pictures = { 'sign-in': '/sign-in', 'sign-up': '/sign-up' };

const desk = (at: DemoAddresses): Pictures => ({
  properties: '/',
  'new-property': ['/', press('Add a property')],
  overview: `/properties/${slug}`,
  bookings: `/properties/${slug}/bookings`,
  booking: `/properties/${slug}/bookings/${at.booking}`,
  'bookings-unanswered': [`/properties/${slug}/bookings`, unanswered],
  calendar: `/properties/${slug}/calendar`,
  'calendar-of-hours': '/properties/lotus-salon/calendar',
  inbox: `/properties/${slug}/inbox`,
  'inbox-conversation': `/properties/${slug}/inbox/${at.conversation}`,
  'about-a-conversation': [`/properties/${slug}/inbox/${at.conversation}`, press('About this conversation')],
  'new-conversation': [`/properties/${slug}/inbox`, press('New conversation')],
  orders: `/properties/${slug}/orders`,
  menu: `/properties/${slug}/menu`,
  providers: '/properties/mekong-tours/providers',
  payments: `/properties/${slug}/payments`,
  payment: `/properties/${slug}/payments/${at.payment}`,
  alerts: `/properties/${slug}/alerts`,
  'alert-rules': `/properties/${slug}/alerts/rules`,
  members: `/properties/${slug}/members`,
  announcements: `/properties/${slug}/announcements`,
  audit: `/properties/${slug}/audit`,
  settings: `/properties/${slug}/settings`,
  'change-status': [`/properties/${slug}/settings`, press('Change status')],
  account: '/account',
  invitation: '/invitations#unknown',
  notifications: ['/account', press(/^Notifications/)],
  connection: ['/account', press('Live')],
  everything: '/admin/overview',
  'all-alerts': '/admin/alerts',
  'all-alert-rules': '/admin/alerts/rules',
  'all-audit': '/admin/audit',
  people: '/admin/users',
  'service-keys': '/admin/service-keys',
  'announcements-to-all': '/admin/announcements',
  realtime: '/admin/realtime',
  mail: '/admin/mail',
  'not-found': '/nowhere',
});

const guest = (at: DemoAddresses): Pictures => ({
  'guest-home': '/',
  messages: '/messages',
  'messages-conversation': `/messages/${at.guestConversation}`,
  'my-bookings': '/bookings',
  'my-booking': `/bookings/${at.guestBooking}`,
  book: '/book',
  'book-nights': `/book/${slug}`,
  'book-times': '/book/lotus-salon',
});

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const seen = new Set<string>();

async function shoot(browser: Browser, size: keyof typeof sizes, colorScheme: 'light' | 'dark', at: DemoAddresses) {
  const parts = [
    [null, strangers],
    ['super@frontdesk.example', desk(at)],
    ['guest@example.com', guest(at)],
  ] as const;
  for (const [email, pictures] of parts) {
    const wanted = Object.entries(pictures).filter(
      ([name]) => words.length === 0 || words.some((word) => name.includes(word)),
    );
    if (wanted.length === 0) continue;
    await using opened = await watched(browser, url, { viewport: sizes[size], colorScheme });
    const { page } = opened;
    if (email !== null) await signIn(page, email, password);
    for (const [name, picture] of wanted) {
      const [address, act] = typeof picture === 'string' ? [picture] : picture;
      try {
        await page.goto(`/console${address}`);
        await settled(page);
        await act?.(page);
        await settled(page);
        await page.screenshot({ path: `${directory}/${name}-${size}-${colorScheme}.png`, fullPage: act === undefined });
        seen.add(page.url());
      } catch (error) {
        console.error(`${name}, ${size}, ${colorScheme}: ${error}`);
        process.exitCode = 1;
      }
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
    for (const wrong of opened.wrongs) console.error(`${size}, ${colorScheme}: ${wrong}`);
  }
}

/** Everything that was asked for is there, and drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"] .mantine-Skeleton-root') === null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

await mkdir(directory, { recursive: true });
const browser = await openBrowser();
try {
  const at = await demoAddresses(url);
  for (const size of ['desktop', 'phone'] as const)
    for (const colorScheme of ['light', 'dark'] as const) await shoot(browser, size, colorScheme, at);
  const unseen = (await screenPaths()).filter((path) => ![...seen].some((address) => shows(address, path)));
  if (words.length === 0 && unseen.length > 0) {
    console.error(`No picture of ${unseen.join(', ')}`);
    process.exitCode = 1;
  }
  console.log(`Look at ${directory}`);
} finally {
  await browser.close();
}
