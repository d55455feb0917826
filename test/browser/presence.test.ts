import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anOffering } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { aChat, type Chat, field, inbox, own } from './support/chat.js';
import { look } from './support/page.js';

let chat: Chat;
beforeAll(async () => {
  chat = await aChat();
});
afterAll(() => chat?.[Symbol.asyncDispose]());

const header = (page: Page) => page.getByRole('article', { name: 'Messages' }).locator('header');
const says = (page: Page, what: string | RegExp) => header(page).getByText(what, { exact: true }).waitFor();
const count = (page: Page, what: string) => expect.poll(() => header(page).getByText(what, { exact: true }).count());

it('M15, C5: online while one looks, away from a hidden tab, back again, hidden by one’s own choice, offline with the time', async () => {
  const id = await chat.start('Two', 'guest', { kind: 'GUEST_GUEST', participantIds: [chat.ids.friend] });
  await using friend = await chat.open('friend', own(id));
  await field(friend.page).waitFor();
  await count(friend.page, 'online').toBe(0);
  const guest = await chat.open('guest', '/console/account');
  await says(friend.page, 'online');
  await look(guest.page, 'elsewhere');
  await says(friend.page, 'away');
  await friend.page.getByRole('button', { name: '2 people take part' }).click();
  const people = friend.page.getByRole('dialog', { name: '2 people take part' });
  await people
    .getByRole('listitem')
    .filter({ hasText: 'Gita Guest' })
    .getByText(/· away$/)
    .waitFor();
  await people.getByRole('button', { name: 'Close' }).click();
  await look(guest.page, 'here');
  await says(friend.page, 'online');

  // It shows what is saved, a moment after the press.
  const seenByOthers = guest.page.getByLabel('Others see when I am online');
  await seenByOthers.click();
  await expect.poll(() => seenByOthers.isChecked()).toBe(false);
  await count(friend.page, 'online').toBe(0);
  await count(friend.page, 'away').toBe(0);
  await seenByOthers.click();
  await expect.poll(() => seenByOthers.isChecked()).toBe(true);
  await says(friend.page, 'online');
  await guest.context.close();
  await says(friend.page, /^last seen /);
  expect([...guest.wrongs, ...friend.wrongs]).toEqual([]);
});

it('C4, M15: whoever looks at one of two tabs is not away, and says so from none of them', async () => {
  const id = await chat.start('Tabs', 'guest', { kind: 'GUEST_GUEST', participantIds: [chat.ids.owner] });
  await using owner = await chat.open('owner', own(id));
  await using guest = await chat.open('guest', '/console/account');
  const other = await guest.context.newPage();
  await other.goto('/console/bookings');
  await other.getByRole('heading', { name: 'My bookings' }).waitFor();
  await says(owner.page, 'online');
  const told: string[] = [];
  for (const page of [guest.page, other])
    page.on('request', (request) => {
      const text = request.postData() ?? '';
      if (text.includes('setPresence')) told.push(text.includes('"away":true') ? 'away' : 'here');
    });
  // What a hidden tab does after a while, before it says anything.
  await guest.page.evaluate(() => {
    const request = navigator.locks.request.bind(navigator.locks) as (...all: unknown[]) => Promise<unknown>;
    Object.assign(navigator.locks, {
      request: (name: string, options: { ifAvailable?: boolean }, run: unknown) =>
        request(name, options, run).finally(() => {
          if (options.ifAvailable === true) document.body.setAttribute('data-asked', '');
        }),
    });
  });
  await look(guest.page, 'elsewhere');
  await guest.page.locator('body[data-asked]').waitFor();
  expect(told).toEqual([]);
  await look(other, 'elsewhere');
  await says(owner.page, 'away');
  await look(guest.page, 'here');
  await says(owner.page, 'online');
  expect(told).toEqual(['away', 'here']);
});

it('F7, C5: colleagues see who looks at the same conversation, while they do; the guest does not', async () => {
  const id = await chat.start('Both of us');
  await using staff = await chat.open('staff', inbox(id));
  await using guest = await chat.open('guest', own(id));
  await field(staff.page).waitFor();
  await using owner = await chat.open('owner', inbox(id));
  await says(staff.page, 'Ana Owner is looking at this too');
  await says(owner.page, 'Rui Staff is looking at this too');
  await look(owner.page, 'elsewhere');
  await count(staff.page, 'Ana Owner is looking at this too').toBe(0);
  await look(owner.page, 'here');
  await says(staff.page, 'Ana Owner is looking at this too');
  await owner.page.getByRole('link', { name: 'Members' }).click();
  await count(staff.page, 'Ana Owner is looking at this too').toBe(0);
  expect(await guest.page.getByText(/looking at this/).count()).toBe(0);
  expect([...staff.wrongs, ...owner.wrongs, ...guest.wrongs]).toEqual([]);
});

it('F7, C5: a booking and its conversation are one matter: who looks at either is seen on both', async () => {
  const { prisma } = chat.running.app.database;
  const hotel = await prisma.property.findFirstOrThrow({ where: { slug: 'harbour-hotel' } });
  const rooms = await anOffering(chat.running.app, hotel);
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { booking } = await chat.act<{ booking: { code: string; conversation: { id: string } } }>(
    'guest',
    'createBooking',
    { offeringId: globalId('Offering', rooms.id), from: day(10), to: day(12) },
    'booking { code conversation { id } }',
  );
  const screen = `/console/properties/harbour-hotel/bookings/${booking.code}`;
  await using staff = await chat.open('staff', screen);
  await using owner = await chat.open('owner', screen);
  await staff.page.getByText('Ana Owner is looking at this too').waitFor();
  await owner.page.getByText('Rui Staff is looking at this too').waitFor();
  await owner.page.getByRole('link', { name: 'Open the conversation' }).click();
  await says(owner.page, 'Rui Staff is looking at this too');
  // Read anew: not what was there before.
  await staff.page.reload();
  await staff.page.getByText('Ana Owner is looking at this too').waitFor();
  await staff.page.getByRole('link', { name: 'All bookings' }).click();
  await count(owner.page, 'Rui Staff is looking at this too').toBe(0);
  // Their guest sees the same booking, and nothing of who looks at it.
  await using guest = await chat.open('guest', `/console/bookings/${booking.code}`);
  await guest.page.getByRole('heading', { name: 'Harbour Hotel' }).waitFor();
  expect(await guest.page.getByText(/looking at this/).count()).toBe(0);
  expect([...staff.wrongs, ...owner.wrongs, ...guest.wrongs]).toEqual([]);
});
