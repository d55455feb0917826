/**
 * `npx tsx test/browser/screenshots.ts <address> [email] [password] [guest]`: every screen of a server that runs, on a desktop and
 * a phone, light and dark, into `dist/screenshots`. To be looked at by people.
 */
import { mkdir } from 'node:fs/promises';
import { openBrowser } from './support/browser.js';
import { signIn, watched } from './support/page.js';

const [
  url = 'http://localhost:4000',
  email = 'super@frontdesk.example',
  password = 'frontdesk',
  guestEmail = 'guest@example.com',
] = process.argv.slice(2);
const directory = 'dist/screenshots';
const slug = 'riverside-hotel';
const screens = {
  properties: '/console/',
  property: `/console/properties/${slug}`,
  members: `/console/properties/${slug}/members`,
  inbox: `/console/properties/${slug}/inbox`,
  announcements: `/console/properties/${slug}/announcements`,
  messages: '/console/messages',
  bookings: `/console/properties/${slug}/bookings`,
  calendar: `/console/properties/${slug}/calendar`,
  'calendar-of-hours': '/console/properties/lotus-salon/calendar',
  orders: `/console/properties/${slug}/orders`,
  menu: `/console/properties/${slug}/menu`,
  payments: `/console/properties/${slug}/payments`,
  providers: '/console/properties/mekong-tours/providers',
  alerts: `/console/properties/${slug}/alerts`,
  audit: `/console/properties/${slug}/audit`,
  everything: '/console/admin/overview',
  account: '/console/account',
  people: '/console/admin/users',
  'service-keys': '/console/admin/service-keys',
  'announcements-to-all': '/console/admin/announcements',
  realtime: '/console/admin/realtime',
  mail: '/console/admin/mail',
  graphiql: '/graphql',
};
const guestScreens = {
  'my-bookings': '/console/bookings',
  book: '/console/book',
  'book-nights': `/console/book/${slug}`,
  'book-times': '/console/book/lotus-salon',
};
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

await mkdir(directory, { recursive: true });
const browser = await openBrowser();
try {
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      await using opened = await watched(browser, url, { viewport, colorScheme });
      const { page } = opened;
      const shoot = async (screen: string, of = page) => {
        await of.waitForLoadState('networkidle');
        await of.screenshot({ path: `${directory}/${screen}-${size}-${colorScheme}.png`, fullPage: true });
      };
      await page.goto('/console/sign-in');
      await shoot('sign-in');
      await signIn(page, email, password);
      for (const [screen, path] of Object.entries(screens)) {
        await page.goto(path);
        await shoot(screen);
      }
      // What opens on a screen.
      await page.goto(screens.inbox);
      await page.getByRole('region', { name: 'Inbox' }).getByRole('listitem').first().getByRole('link').click();
      await page.getByRole('log').waitFor();
      await shoot('conversation');
      await page.getByRole('button', { name: /^Notifications/ }).click();
      await shoot('notifications');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Live' }).click();
      await shoot('connection');
      for (const wrong of opened.wrongs) console.error(`${size}, ${colorScheme}: ${wrong}`);
      await page.goto(`/console/properties/${slug}/bookings?status=CHECKED_IN`);
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('region').first().waitFor();
      await shoot('booking');

      await using visited = await watched(browser, url, { viewport, colorScheme });
      await signIn(visited.page, guestEmail, password);
      for (const [screen, path] of Object.entries(guestScreens)) {
        await visited.page.goto(path);
        await shoot(screen, visited.page);
      }
      await visited.page.goto('/console/bookings');
      await visited.page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
      await visited.page.getByRole('region').first().waitFor();
      await shoot('my-booking', visited.page);
      for (const wrong of [...opened.wrongs, ...visited.wrongs]) console.error(`${size}, ${colorScheme}: ${wrong}`);
    }
  console.log(`Look at ${directory}`);
} finally {
  await browser.close();
}
