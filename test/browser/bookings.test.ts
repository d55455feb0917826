import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Offering, Property } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aBooking, aMember, anOffering, aProperty, aUser } from '../support/factories.js';
import { openBrowser } from './support/browser.js';
import { watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let running: RunningApp;
let hotel: Property;
let rooms: Offering & {
  units: Array<{ id: string; offeringId: string; propertyId: string; name: string; position: number }>;
};
beforeAll(async () => {
  running = await startApp(robot);
  const { app } = running;
  hotel = await aProperty(app, { slug: 'harbour-hotel', name: 'Harbour Hotel' });
  rooms = await anOffering(app, hotel, { name: 'Harbour double', units: 3 });
  for (const role of ['OWNER', 'STAFF'] as const)
    await aMember(
      app,
      hotel,
      role,
      await aUser(app, { email: `${role.toLowerCase()}@example.com`, name: `${role} Person` }),
    );
  await aUser(app, { email: 'guest@example.com', name: 'Guest Person' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

/** Days from today, in Lisbon. */
const day = (offset: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Lisbon' }).format(Date.now() + offset * 86_400_000);
const inWords = (local: string): string =>
  new Intl.DateTimeFormat('en', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${local}T00:00Z`));
const night = (page: Page, local: string) => page.getByRole('button', { name: new RegExp(`^${inWords(local)}`) });

it('C5: a guest books, the desk sees it at once and confirms, the guest sees that, and is checked in', async () => {
  await using desk = await watched(browser, running.url);
  await using guest = await watched(browser, running.url);
  await desk.enter('staff@example.com');
  await desk.page.goto('/console/properties/harbour-hotel/bookings');
  await desk.page.getByText('No bookings here').waitFor();

  await guest.enter('guest@example.com');
  await guest.page.goto('/console/book');
  await guest.page.getByRole('link', { name: 'Harbour Hotel' }).click();
  await night(guest.page, day(0)).click();
  await night(guest.page, day(2)).click();
  await guest.page.getByRole('button', { name: 'Hold it for me' }).click();
  await guest.page.getByRole('timer').waitFor();
  await guest.page.getByLabel('Wishes').fill('A quiet room, please.');
  await guest.page.getByRole('button', { name: /^Book for/ }).click();
  await guest.page.getByText('A quiet room, please.').waitFor();

  const row = desk.page.getByRole('row', { name: /Guest Person/ });
  await row.waitFor();
  await expect.poll(() => row.textContent()).toContain('Pending');
  await desk.page.getByRole('link', { name: 'Guest Person' }).click();
  await desk.page.getByText('A quiet room, please.').waitFor();
  await desk.page.getByRole('button', { name: 'Confirm' }).click();
  await guest.page.getByRole('status').filter({ hasText: 'Confirmed' }).waitFor();
  await desk.page.getByRole('button', { name: 'Check in' }).click();
  await guest.page.getByRole('status').filter({ hasText: 'Checked in' }).waitFor();
  const timeline = guest.page.getByRole('region', { name: 'What happened' });
  // Asked for, confirmed, checked in; and that the guest was told.
  expect(await timeline.getByRole('listitem').count()).toBeGreaterThanOrEqual(3);

  await guest.page.goto('/console/bookings');
  await guest.page.getByRole('list', { name: 'Upcoming' }).getByText('Checked in').waitFor();
  expect([...desk.wrongs, ...guest.wrongs]).toEqual([]);
});

it('B5: what one guest holds, another sees go before their eyes, and come back', async () => {
  const attic = await anOffering(running.app, hotel, { name: 'Attic', units: 1 });
  await using first = await watched(browser, running.url);
  await using second = await watched(browser, running.url);
  for (const { page, enter } of [first, second]) {
    await enter('guest@example.com');
    await page.goto('/console/book/harbour-hotel');
    await page.getByRole('radio', { name: new RegExp(attic.name) }).check();
    await night(page, day(5)).waitFor();
  }
  await night(first.page, day(5)).click();
  await night(first.page, day(6)).click();
  await first.page.getByRole('button', { name: 'Hold it for me' }).click();
  await first.page.getByRole('timer').waitFor();
  await expect.poll(() => night(second.page, day(5)).getAttribute('aria-label')).toContain('full');
  await first.page.getByRole('button', { name: 'Let it go' }).click();
  await expect.poll(() => night(second.page, day(5)).getAttribute('aria-label')).toContain('1 left');
});

it('B9: a booking is moved to what is free when what was wanted is taken', async () => {
  const { app } = running;
  const single = await anOffering(app, hotel, { name: 'Courtyard single', units: 1 });
  const at = (offset: number) => {
    const from = new Date(`${day(offset)}T14:00Z`);
    const to = new Date(from.getTime() + 2 * 86_400_000);
    const midnight = new Date(`${day(offset)}T00:00Z`);
    return {
      from: day(offset),
      to: day(offset + 2),
      startsAt: from,
      endsAt: to,
      arrivalOn: midnight,
      departureOn: new Date(midnight.getTime() + 2 * 86_400_000),
    };
  };
  await aBooking(app, single, { ...at(20), status: 'CONFIRMED' });
  const moved = await aBooking(app, single, { ...at(30), status: 'CONFIRMED', guestName: 'Moved Person' });
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('staff@example.com');
  await page.goto(`/console/properties/harbour-hotel/bookings/${moved.code}`);
  await page.getByRole('button', { name: 'Change dates' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change dates' });
  await dialog.getByLabel('To').fill(day(22));
  await dialog.getByLabel('From').fill(day(20));
  await dialog.getByLabel('To').fill(day(22));
  await dialog.getByRole('button', { name: 'Change dates' }).click();
  await dialog.getByText('That is not free. These are:').waitFor();
  await dialog.getByRole('listitem').getByRole('button').first().click();
  await dialog.waitFor({ state: 'detached' });
  const { from } = await app.database.prisma.booking.findUniqueOrThrow({ where: { id: moved.id } });
  expect(from).not.toBe(day(30));
});

it('B8: the desk declines with a reason, and the guest reads it', async () => {
  const { app } = running;
  const guest = await app.database.prisma.user.findFirstOrThrow({ where: { email: 'guest@example.com' } });
  const booking = await aBooking(
    app,
    { ...rooms, units: rooms.units.slice(1) },
    { guestId: guest.id, guestName: 'Guest Person' },
  );
  await using desk = await watched(browser, running.url);
  await using own = await watched(browser, running.url);
  await desk.enter('staff@example.com');
  await own.enter('guest@example.com');
  await own.page.goto(`/console/bookings/${booking.code}`);
  await own.page.getByRole('button', { name: 'Cancel booking' }).waitFor();
  expect(await own.page.getByRole('button', { name: 'Confirm' }).count()).toBe(0);
  await desk.page.goto(`/console/properties/harbour-hotel/bookings/${booking.code}`);
  await desk.page.getByRole('button', { name: 'Decline' }).click();
  await desk.page
    .getByRole('dialog')
    .getByLabel(/Reason/)
    .fill('We are closed that week.');
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await own.page.getByText('We are closed that week.').waitFor();
  expect(await own.page.getByRole('button', { name: 'Cancel booking' }).count()).toBe(0);
});

it('B16: searches, filters and sorts, keeps that in the address, and holds two thousand rows in one table', async () => {
  const { app } = running;
  const large = await aProperty(app, { slug: 'large-hotel', name: 'Large Hotel' });
  await aMember(app, large, 'STAFF', await aUser(app, { email: 'large@example.com', name: 'Large Person' }));
  const offering = await anOffering(app, large, { units: 1 });
  await app.database.prisma.$executeRaw`
    INSERT INTO booking (id, code, property_id, offering_id, guest_name, status, "from", "to", starts_at, ends_at,
      arrival_on, departure_on, unit_price_amount, total_amount, currency, free_cancellation_until, updated_at)
    SELECT gen_random_uuid(), 'ROW' || n, ${large.id}::uuid, ${offering.id}::uuid, 'Row ' || lpad(n::text, 4, '0'), 'COMPLETED',
      '2024-01-01', '2024-01-02', now() - n * interval '1 hour', now() - n * interval '1 hour' + interval '1 day',
      '2024-01-01', '2024-01-02', 100, 100, 'EUR', now(), now()
    FROM generate_series(1, 2000) AS n`;
  await using opened = await watched(browser, running.url);
  const { page } = opened;
  await opened.enter('large@example.com');
  await page.goto('/console/properties/large-hotel/bookings?sort=ARRIVAL_DESC');
  await page.getByText('2000 bookings').waitFor();
  await page.getByText('Row 0001').waitFor();
  // Whoever scrolls on and on comes to the end, and the page never holds more than can be seen.
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        return page.getByText('Row 2000').count();
      },
      { timeout: 40_000, interval: 50 },
    )
    .toBe(1);
  expect(await page.getByRole('row').count()).toBeLessThan(80);

  await page.getByRole('searchbox').fill('row 1234');
  await page.getByText('1 booking', { exact: false }).first().waitFor();
  await page.getByRole('link', { name: 'Row 1234' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Row 1234' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(2);
  expect(opened.wrongs).toEqual([]);
});
