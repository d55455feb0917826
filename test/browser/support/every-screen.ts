import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../../support/factories.js';
import { globalId } from '../../support/global-id.js';
import { openBrowser } from './browser.js';
import { aBusyHotel } from './busy-hotel.js';
import { type Watched, watched } from './page.js';
import { robot } from './robot.js';

/** Where a screen is, and what stands on it once it is there. */
export interface Shown {
  readonly address: string;
  readonly shows: string | RegExp;
}

/** A server on which every screen has something to show, and a browser. */
export interface EveryScreen extends AsyncDisposable {
  readonly running: RunningApp;
  readonly browser: Browser;
  /** By the path of the route. Without those of who is not signed in. */
  readonly screens: Readonly<Record<string, Shown>>;
  /** The token of somebody who may see everything. */
  readonly token: string;
  /** A browser of its own, in which they have signed in. */
  readonly open: () => Promise<Watched>;
}

const email = 'super@example.com';

export async function everyScreen(): Promise<EveryScreen> {
  const running = await startApp(robot);
  const { app, ask } = running;
  const hotel = await aProperty(app, { slug: 'harbour-hotel', name: 'Harbour Hotel' });
  await aMember(app, hotel, 'STAFF');
  const guest = await signedIn(app, await aUser(app, { name: 'Gita Guest' }));
  const started = await ask(
    'mutation ($id: ID!) { startConversation(input: { kind: GUEST_STAFF, propertyId: $id }) { conversation { id } } }',
    { id: globalId('Property', hotel.id) },
    guest,
  );
  const { id } = started.data.startConversation.conversation;
  await ask(
    'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, body: "Is breakfast at seven?" }) { message { id } } }',
    { id },
    guest,
  );
  const person = await aUser(app, { email, name: 'Super Person', role: 'SUPER_ADMIN' });
  const { booking, paymentId } = await aBusyHotel(app, hotel, person);
  const token = await signedIn(app, person);
  const browser = await openBrowser();
  return {
    running,
    browser,
    token,
    screens: screensOf(booking.code, globalId('Payment', paymentId), encodeURIComponent(id)),
    async open() {
      const opened = await watched(browser, running.url);
      await opened.enter(email);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await running.close();
    },
  };
}

function screensOf(code: string, payment: string, conversation: string): Record<string, Shown> {
  const at = (address: string, shows: string | RegExp): Shown => ({ address: `/console${address}`, shows });
  const hotel = '/properties/harbour-hotel';
  return {
    '/': at('/', 'Harbour Hotel'),
    '/account': at('/account', 'This device'),
    '/admin/alerts': at('/admin/alerts', 'Water in the cellar'),
    '/admin/alerts/rules': at('/admin/alerts/rules', 'The kitchen is behind'),
    '/admin/announcements': at('/admin/announcements', 'Nothing is announced'),
    '/admin/audit': at('/admin/audit', /sign in|Nothing here/),
    '/admin/mail': at('/admin/mail', /No mail|Read/),
    '/admin/overview': at('/admin/overview', 'In house'),
    '/admin/realtime': at('/admin/realtime', 'Events per second'),
    '/admin/service-keys': at('/admin/service-keys', 'No keys yet'),
    '/admin/users': at('/admin/users', email),
    '/book': at('/book', 'Harbour Hotel'),
    '/book/$slug': at('/book/harbour-hotel', 'Harbour double'),
    '/bookings': at('/bookings', 'Harbour double'),
    '/bookings/$code': at(`/bookings/${code}`, 'Harbour double'),
    '/invitations': at('/invitations#unknown', 'You are invited'),
    '/messages': at('/messages', 'No open conversations'),
    '/messages/$conversationId': at(`/messages/${conversation}`, 'Is breakfast at seven?'),
    '/properties/$slug': at(hotel, 'Ana Arrives'),
    '/properties/$slug/alerts': at(`${hotel}/alerts`, 'Water in the cellar'),
    '/properties/$slug/alerts/rules': at(`${hotel}/alerts/rules`, 'The kitchen is behind'),
    '/properties/$slug/announcements': at(`${hotel}/announcements`, 'Nothing is announced'),
    '/properties/$slug/audit': at(`${hotel}/audit`, /conversation|Nothing here/),
    '/properties/$slug/bookings': at(`${hotel}/bookings`, 'Ana Arrives'),
    '/properties/$slug/bookings/$code': at(`${hotel}/bookings/${code}`, 'Harbour double'),
    '/properties/$slug/calendar': at(`${hotel}/calendar`, 'Harbour double'),
    '/properties/$slug/inbox': at(`${hotel}/inbox`, 'Gita Guest'),
    '/properties/$slug/inbox/$conversationId': at(`${hotel}/inbox/${conversation}`, 'Is breakfast at seven?'),
    '/properties/$slug/members': at(`${hotel}/members`, 'No invitation is open.'),
    '/properties/$slug/menu': at(`${hotel}/menu`, 'From the Azores.'),
    '/properties/$slug/orders': at(`${hotel}/orders`, 'No sugar.'),
    '/properties/$slug/payments': at(`${hotel}/payments`, 'Super Person'),
    '/properties/$slug/payments/$id': at(`${hotel}/payments/${payment}`, /Super Person · /),
    '/properties/$slug/providers': at(`${hotel}/providers`, 'Minh Driver'),
    '/properties/$slug/settings': at(`${hotel}/settings`, 'Change status'),
  };
}
