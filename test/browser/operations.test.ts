import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import {
  aBooking,
  aMember,
  aMenuItem,
  anOffering,
  aPayment,
  aProperty,
  aUser,
  signedIn,
} from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openBrowser } from './support/browser.js';
import { watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let running: RunningApp;
let stay: Awaited<ReturnType<typeof aBooking>>;
let guestUser: Awaited<ReturnType<typeof aUser>>;
beforeAll(async () => {
  running = await startApp(robot);
  const { app } = running;
  const hotel = await aProperty(app, { slug: 'harbour-hotel', name: 'Harbour Hotel' });
  const rooms = await anOffering(app, hotel, { name: 'Harbour double', units: 2 });
  for (const role of ['OWNER', 'MANAGER', 'STAFF'] as const)
    await aMember(
      app,
      hotel,
      role,
      await aUser(app, { email: `${role.toLowerCase()}@example.com`, name: `${role} Person` }),
    );
  guestUser = await aUser(app, { email: 'guest@example.com', name: 'Guest Person' });
  stay = await aBooking(app, rooms, { guestId: guestUser.id, guestName: 'Guest Person', status: 'CONFIRMED' });
  await aPayment(app, stay);
  await aMenuItem(app, hotel, { name: 'Pot of tea', priceAmount: 420 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

it('P7: what a guest orders is on the board at once, moves on by keys, and the guest sees each step', async () => {
  await using kitchen = await watched(browser, running.url);
  await using guest = await watched(browser, running.url);
  await kitchen.enter('staff@example.com');
  await kitchen.page.goto('/console/properties/harbour-hotel/orders');
  await kitchen.page.getByText('The board is clear').waitFor();
  await guest.enter('guest@example.com');
  await guest.page.goto(`/console/bookings/${stay.code}`);
  await guest.page.getByRole('button', { name: 'Order something' }).click();
  const dialog = guest.page.getByRole('dialog', { name: 'Order something' });
  await dialog.getByRole('button', { name: 'More Pot of tea' }).click();
  await dialog.getByRole('button', { name: 'More Pot of tea' }).click();
  await dialog.getByRole('button', { name: /8\.40/ }).click();
  await dialog.waitFor({ state: 'detached' });

  const column = (name: string) => kitchen.page.getByRole('region', { name: new RegExp(`^${name}`) });
  await column('New').getByText('Pot of tea').waitFor();
  for (const [press, column_] of [
    ['Accept', 'Accepted'],
    ['Start', 'Preparing'],
    ['Ready', 'Ready'],
  ] as const) {
    await kitchen.page.getByRole('button', { name: new RegExp(`^${press}:`) }).press('Enter');
    await column(column_).getByText('Pot of tea').waitFor();
    await guest.page.getByRole('list', { name: 'Orders' }).getByText(column_, { exact: true }).waitFor();
  }
  await kitchen.page.getByRole('button', { name: /^Delivered:/ }).click();
  await kitchen.page.getByText('The board is clear').waitFor();
  expect([...kitchen.wrongs, ...guest.wrongs]).toEqual([]);
});

it('P6: what is sold out is so for whoever is about to order it', async () => {
  await using kitchen = await watched(browser, running.url);
  await using other = await watched(browser, running.url);
  for (const { page, enter } of [kitchen, other]) {
    await enter('manager@example.com');
    await page.goto('/console/properties/harbour-hotel/menu');
    await page.getByText('Pot of tea').waitFor();
  }
  await kitchen.page.getByRole('button', { name: 'Sold out: Pot of tea' }).click();
  await other.page.getByRole('button', { name: 'Available again: Pot of tea' }).waitFor();
  await kitchen.page.getByRole('button', { name: 'Add to the menu' }).click();
  await kitchen.page.getByLabel('Name').fill('Caldo verde');
  await kitchen.page.getByLabel(/^Price/).fill('7.80');
  await kitchen.page.getByLabel('Category').fill('Kitchen');
  await kitchen.page.getByRole('dialog').getByRole('button', { name: 'Add to the menu' }).click();
  await other.page.getByText('Caldo verde · €7.80').waitFor();
  expect([...kitchen.wrongs, ...other.wrongs]).toEqual([]);
});

it('F11, P6: what was sold out between reading the menu and following it is so, too', async () => {
  await aMenuItem(running.app, { id: stay.propertyId }, { name: 'Lemonade' });
  await using kitchen = await watched(browser, running.url);
  await using other = await watched(browser, running.url);
  for (const { page, enter } of [kitchen, other]) {
    await enter('manager@example.com');
    await page.goto('/console/properties/harbour-hotel/orders');
    await page.getByRole('button', { name: 'Live' }).waitFor();
  }
  const { page } = other;
  await page.getByRole('button', { name: 'Live' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  for (const one of [page, kitchen.page]) {
    await one.getByRole('link', { name: 'Menu', exact: true }).click();
    await one.getByText('Lemonade').waitFor();
  }
  await kitchen.page.getByRole('button', { name: 'Sold out: Lemonade' }).click();
  await kitchen.page.getByRole('button', { name: 'Available again: Lemonade' }).waitFor();
  expect(await page.getByRole('button', { name: 'Sold out: Lemonade' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Offline' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Connect now' }).click();
  await page.getByRole('button', { name: 'Available again: Lemonade' }).waitFor();
});

it('P1: money is taken at the desk and given back, in two browsers; staff see none of it', async () => {
  await using owner = await watched(browser, running.url);
  await using manager = await watched(browser, running.url);
  await using staff = await watched(browser, running.url);
  await owner.enter('owner@example.com');
  await manager.enter('manager@example.com');
  for (const { page } of [owner, manager]) {
    await page.goto('/console/properties/harbour-hotel/payments');
    await page.getByRole('link', { name: 'Guest Person' }).click();
    await page.getByText('No money has moved yet.').waitFor();
  }
  await manager.page.getByRole('button', { name: 'Capture' }).click();
  await owner.page.getByRole('button', { name: 'Refund' }).click();
  expect(await manager.page.getByRole('button', { name: 'Refund' }).count()).toBe(0);
  const dialog = owner.page.getByRole('dialog', { name: 'Refund' });
  await dialog.getByLabel(/^Amount/).fill('50');
  await dialog.getByRole('button', { name: 'Refund' }).click();
  await manager.page.getByRole('status').filter({ hasText: 'Partly refunded' }).waitFor();
  const ledger = manager.page.getByRole('region', { name: 'Ledger' });
  await ledger.getByText('€50.00').first().waitFor();

  await staff.enter('staff@example.com');
  await staff.page.goto('/console/properties/harbour-hotel/payments');
  await staff.page.getByText('Money is for managers').waitFor();
  expect(await staff.page.getByRole('link', { name: 'Payments' }).count()).toBe(0);
  expect([...owner.wrongs, ...manager.wrongs, ...staff.wrongs]).toEqual([]);
});

it('B13: whoever is put on the board and set busy is so in every browser, until when and why', async () => {
  await using manager = await watched(browser, running.url);
  await using staff = await watched(browser, running.url);
  await manager.enter('manager@example.com');
  await staff.enter('staff@example.com');
  for (const { page } of [manager, staff]) {
    await page.goto('/console/properties/harbour-hotel/providers');
    await page.getByText('Nobody is on the board yet').waitFor();
  }
  expect(await staff.page.getByRole('button', { name: 'Add somebody' }).count()).toBe(0);
  await manager.page.getByRole('button', { name: 'Add somebody' }).click();
  await manager.page.getByRole('dialog').getByLabel('Name').fill('Minh Driver');
  await manager.page.getByRole('dialog').getByLabel('What they do').selectOption('DRIVER');
  await manager.page.getByRole('dialog').getByRole('button', { name: 'Add somebody' }).click();
  await staff.page.getByText('Minh Driver').waitFor();

  await staff.page.getByRole('button', { name: 'Status of Minh Driver' }).click();
  await staff.page.getByRole('dialog').getByRole('radio', { name: 'Busy' }).check();
  await staff.page.getByLabel(/^Reason/).fill('Airport run');
  await staff.page.getByRole('button', { name: 'Save' }).click();
  const card = manager.page.getByRole('listitem').filter({ hasText: 'Minh Driver' });
  await card.getByText('Busy').waitFor();
  await card.getByText('Airport run').waitFor();

  await staff.page.goto(`/console/properties/harbour-hotel/bookings/${stay.code}`);
  await staff.page.getByRole('button', { name: 'Assign somebody' }).click();
  await staff.page.getByRole('radio', { name: 'Minh Driver' }).waitFor();
  expect([...manager.wrongs, ...staff.wrongs]).toEqual([]);
});

it('C8: the calendar by keyboard alone: a range is booked, another closed, both on every screen', async () => {
  await using desk = await watched(browser, running.url);
  await using other = await watched(browser, running.url);
  for (const { page, enter } of [desk, other]) {
    await enter('staff@example.com');
    await page.goto('/console/properties/harbour-hotel/calendar');
    await page.getByRole('gridcell').first().waitFor();
  }
  const { page } = desk;
  const first = page.getByRole('gridcell').first();
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  expect(await page.getByRole('gridcell', { selected: true }).count()).toBe(2);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New booking' });
  await dialog.getByLabel('Name of the guest').fill('Phone Caller');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Phone Caller' }).waitFor();
  await other.page.getByRole('link', { name: 'Phone Caller' }).waitFor();
  expect(await other.page.getByRole('gridcell', { name: /Phone Caller/ }).count()).toBe(2);

  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Close' }).focus();
  await page.keyboard.press('Space');
  await page.getByLabel(/^Reason/).fill('Painting');
  await page.keyboard.press('Enter');
  await other.page.getByRole('button', { name: 'Painting' }).waitFor();
  await other.page.getByRole('button', { name: 'Painting' }).press('Enter');
  await other.page.getByRole('dialog').getByRole('button', { name: 'Open again' }).click();
  await page.getByRole('button', { name: 'Painting' }).waitFor({ state: 'detached' });
  expect([...desk.wrongs, ...other.wrongs]).toEqual([]);
});

it('D4: an alert that somebody raises is on every screen, and whoever takes it is named there', async () => {
  await using owner = await watched(browser, running.url);
  await using staff = await watched(browser, running.url);
  await owner.enter('owner@example.com');
  await staff.enter('staff@example.com');
  for (const { page } of [owner, staff]) {
    await page.goto('/console/properties/harbour-hotel/alerts');
    await page.getByText('All is well').waitFor();
  }
  await owner.page.getByRole('button', { name: 'Raise an alert' }).click();
  await owner.page.getByLabel('What is wrong?').fill('No hot water');
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Raise an alert' }).click();
  await staff.page.getByRole('button', { name: 'I take it: No hot water' }).click();
  await owner.page.getByText('taken by STAFF Person').waitFor();
  await owner.page.getByRole('button', { name: 'Resolve: No hot water' }).click();
  await staff.page.getByText('All is well').waitFor();
  expect([...owner.wrongs, ...staff.wrongs]).toEqual([]);
});

it('D4: what a manager has watched is on every screen: made, changed, switched off and deleted there; staff only look', async () => {
  await using manager = await watched(browser, running.url);
  await using staff = await watched(browser, running.url);
  await manager.enter('manager@example.com');
  await staff.enter('staff@example.com');
  for (const { page } of [manager, staff]) {
    await page.goto('/console/properties/harbour-hotel/alerts');
    await page.getByRole('link', { name: 'Alert rules' }).click();
    await page.getByText('No number is watched yet').waitFor();
  }
  const { page } = manager;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Watch a number' }).click();
  await dialog.getByLabel('Which number').selectOption({ label: 'Occupancy' });
  await dialog.getByRole('radio', { name: 'less than' }).check();
  await dialog.getByLabel('This much (percent)').fill('40');
  await dialog.getByLabel('What its alerts are called').fill('The house is empty');
  await dialog.getByRole('radio', { name: 'Critical' }).check();
  await dialog.getByRole('button', { name: 'Watch a number' }).click();
  const row = staff.page.getByRole('list', { name: 'Alert rules' }).getByRole('listitem');
  await row.getByText('Occupancy: less than 40%').waitFor();
  const made = await running.app.database.prisma.alertRule.findFirstOrThrow({ where: { name: 'The house is empty' } });
  expect(made).toMatchObject({ metric: 'OCCUPANCY', comparison: 'BELOW', threshold: 0.4, severity: 'CRITICAL' });
  expect(await staff.page.getByRole('button', { name: /The house is empty|Watch a number/ }).count()).toBe(0);

  await page.getByRole('button', { name: 'Change: The house is empty' }).click();
  expect(await dialog.getByLabel('This much (percent)').inputValue()).toBe('40');
  await dialog.getByLabel('This much (percent)').fill('25');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row.getByText('Occupancy: less than 25%').waitFor();
  await page.getByRole('button', { name: 'Switch off: The house is empty' }).click();
  await row.getByText('Off', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Switch on: The house is empty' }).click();
  await row.getByText('Critical').waitFor();
  await page.getByRole('button', { name: 'Delete: The house is empty' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  for (const each of [manager, staff]) await each.page.getByText('No number is watched yet').waitFor();
  expect([...manager.wrongs, ...staff.wrongs]).toEqual([]);
});

it('D1: the numbers of today move while one looks at them, and staff see no money', async () => {
  await using staff = await watched(browser, running.url);
  const { page } = staff;
  await staff.enter('staff@example.com');
  await page.goto('/console/properties/harbour-hotel');
  const tile = page
    .getByRole('list', { name: 'Today' })
    .getByRole('listitem')
    .filter({ hasText: 'Waiting for an answer' });
  await tile.waitFor();
  const before = await tile.textContent();
  const token = await signedIn(running.app, guestUser);
  const offeringId = globalId('Offering', stay.offeringId);
  const from = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const to = new Date(Date.now() + 61 * 86_400_000).toISOString().slice(0, 10);
  const { data } = await running.ask(
    'mutation ($input: CreateBookingInput!) { createBooking(input: $input) { booking { status } userErrors { message } } }',
    { input: { offeringId, from, to } },
    token,
  );
  expect(data.createBooking).toEqual({ booking: { status: 'PENDING' }, userErrors: [] });
  await expect.poll(() => tile.textContent()).not.toBe(before);
  expect(await page.getByText('Revenue').count()).toBe(0);
  expect(staff.wrongs).toEqual([]);
});
