import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Booking, Property, User } from '../../src/generated/prisma/client.js';
import { snippet } from '../documentation/snippets.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aBooking, aMember, anOffering, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openBrowser } from './support/browser.js';
import { type Watched, watched } from './support/page.js';
import { bundled, bundledFile, openProgram } from './support/program-page.js';
import { robot } from './support/robot.js';

let browser: Browser;
let running: RunningApp;
let hooks: string;
let hotel: Property;
let guest: User;
let staffToken: string;
let guestToken: string;
let bookings: Booking[];
let bookingIds: string[];
let conversationId: string;
beforeAll(async () => {
  hooks = await bundledFile('test/browser/page/hooks.tsx');
  running = await startApp(robot);
  const { app } = running;
  hotel = await aProperty(app, { name: 'Harbour' });
  const staff = await aMember(app, hotel, 'OWNER', await aUser(app, { name: 'Stella Staff' }));
  guest = await aUser(app, { name: 'Gita Guest' });
  staffToken = await signedIn(app, staff.user);
  guestToken = await signedIn(app, guest);
  const rooms = await anOffering(app, hotel, { units: 2 });
  const [first, second] = rooms.units;
  bookings = await Promise.all(
    [first, second].map((unit) =>
      aBooking(
        app,
        { ...rooms, units: unit === undefined ? [] : [unit] },
        { guestId: guest.id, guestName: guest.name },
      ),
    ),
  );
  bookingIds = bookings.map(({ id }) => globalId('Booking', id));
  const started = await running.ask(
    'mutation ($id: ID!) { startConversation(input: { kind: GUEST_STAFF, propertyId: $id }) { conversation { id } } }',
    { id: globalId('Property', hotel.id) },
    guestToken,
  );
  conversationId = started.data.startConversation.conversation.id;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function shown(about: object): Promise<Watched> {
  const opened = await watched(browser, running.url);
  await openProgram(opened.page, hooks, about);
  return opened;
}
const said = (page: Page, what: string) => expect.poll(() => page.getByLabel(what, { exact: true }).textContent());
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function done(document: string, variables: object, token: string): Promise<void> {
  const { data, errors } = await running.ask<Record<string, { userErrors: unknown[] }>>(document, variables, token);
  expect(errors).toBeUndefined();
  for (const { userErrors } of Object.values(data ?? {})) expect(userErrors).toEqual([]);
}

const rename = (name: string) =>
  done(
    'mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }',
    { id: globalId('Property', hotel.id), name },
    staffToken,
  );
const note = (id: string | undefined, notes: string) =>
  done(
    'mutation ($id: ID!, $notes: String!) { modifyBooking(input: { id: $id, notes: $notes }) { userErrors { code } } }',
    { id, notes },
    staffToken,
  );

it('C2, T6: useFeed and useConnectionState: events in order, offline, and what was missed when it is back, counted', async () => {
  await using opened = await shown({ token: staffToken, propertyId: globalId('Property', hotel.id) });
  const { page } = opened;
  await said(page, 'feed').toBe('live 0 goes on');
  await rename('One');
  await said(page, 'feed').toBe('live 0 goes on One');
  await press(page, 'Disconnect');
  await said(page, 'connection').toMatch(/^offline/);
  await said(page, 'feed').toMatch(/^offline/);
  await rename('Two');
  await rename('Three');
  await press(page, 'Connect');
  // By the cache, a name is what it is now, in whichever event.
  await said(page, 'feed').toBe('live 2 goes on One Three Three');
  await said(page, 'connection').toBe('live 2');
  await press(page, 'Pause');
  await rename('Four');
  await press(page, 'Pause');
  await said(page, 'feed').toBe('live 1 goes on One Three Three Four');
  expect(opened.wrongs).toEqual([]);
});

it('C2: useFeed says that a right was lost, and nothing comes after it', async () => {
  const { app } = running;
  const house = await aProperty(app);
  const { user, membership } = await aMember(app, house, 'STAFF');
  const owner = await aMember(app, house, 'OWNER');
  await using opened = await shown({
    token: await signedIn(app, user),
    propertyId: globalId('Property', house.id),
  });
  await said(opened.page, 'feed').toBe('live 0 goes on');
  await done(
    'mutation ($id: ID!) { removeMember(input: { id: $id }) { userErrors { code } } }',
    { id: globalId('Member', membership.id) },
    await signedIn(app, owner.user),
  );
  await said(opened.page, 'feed').toBe('refused 0 revoked');
});

it('C2: useBooking: read once, true by its events, after a loss too, and of another booking when told so', async () => {
  await using opened = await shown({ token: guestToken, bookingIds });
  const { page } = opened;
  await said(page, 'booking').toBe('ready live goes on Gita Guest PENDING ');
  await note(bookingIds[0], 'A quiet room');
  await said(page, 'booking').toBe('ready live goes on Gita Guest PENDING A quiet room');
  await press(page, 'Disconnect');
  await said(page, 'booking').toMatch(/^ready offline/);
  await done(
    'mutation ($id: ID!) { confirmBooking(input: { id: $id }) { userErrors { code } } }',
    { id: bookingIds[0] },
    staffToken,
  );
  await note(bookingIds[1], 'Late arrival');
  await press(page, 'Connect');
  await said(page, 'booking').toBe('ready live goes on Gita Guest CONFIRMED A quiet room');
  await press(page, 'Next booking');
  await said(page, 'booking').toBe('ready live goes on Gita Guest PENDING Late arrival');
  await note(bookingIds[1], 'On time');
  await said(page, 'booking').toBe('ready live goes on Gita Guest PENDING On time');
  expect(opened.wrongs).toEqual([]);

  const stranger = await signedIn(running.app, await aUser(running.app));
  await using other = await shown({ token: stranger, bookingIds });
  await said(other.page, 'booking').toMatch(/^failed/);
});

it('C2: useNotifications: the list and its count, live, in step with another device', async () => {
  const person = await aUser(running.app);
  const token = await signedIn(running.app, person);
  const booking = await aBooking(running.app, await anOffering(running.app, hotel, { units: 1 }), {
    guestId: person.id,
  });
  await using phone = await shown({ token, notifications: true });
  await using laptop = await shown({ token, notifications: true });
  for (const { page } of [phone, laptop]) {
    await said(page, 'notifications').toBe('ready 0 of came');
    await said(page, 'connection').toMatch(/^live/);
  }
  await done(
    'mutation ($id: ID!) { confirmBooking(input: { id: $id }) { userErrors { code } } }',
    { id: globalId('Booking', booking.id) },
    staffToken,
  );
  for (const { page } of [phone, laptop]) await said(page, 'notifications').toBe('ready 1 of BOOKING came BOOKING');
  await press(phone.page, 'Read all');
  for (const { page } of [phone, laptop]) await said(page, 'notifications').toBe('ready 0 of BOOKING came BOOKING');
  expect([...phone.wrongs, ...laptop.wrongs]).toEqual([]);
});

it('C2: useTyping and usePresence: who types, until they stop, and who is there, until they leave', async () => {
  await using desk = await shown({
    token: staffToken,
    conversationId,
    userIds: [globalId('User', guest.id)],
  });
  await said(desk.page, 'presence').toBe('OFFLINE');
  await using own = await shown({ token: guestToken, conversationId });
  await said(desk.page, 'presence').toBe('ONLINE');
  const message = own.page.getByLabel('message');
  await said(own.page, 'connection').toMatch(/^live/);
  await message.fill('I am la');
  await said(desk.page, 'typing').toBe('Gita Guest');
  await said(own.page, 'typing').toBe('');
  await message.fill('');
  await said(desk.page, 'typing').toBe('');
  await message.fill('I am late');
  await said(desk.page, 'typing').toBe('Gita Guest');
  // Nobody says that they have stopped: the server forgets it.
  await said(desk.page, 'typing').toBe('');
  await own.context.close();
  await said(desk.page, 'presence').toBe('OFFLINE');
  expect(desk.wrongs).toEqual([]);
});

it('C2: useViewing: who looks at a conversation, until they look away or leave; a guest learns nothing of it', async () => {
  const colleague = await aMember(running.app, hotel, 'STAFF', await aUser(running.app, { name: 'Cora Colleague' }));
  await using desk = await shown({ token: staffToken, viewingId: conversationId, conversationId });
  await said(desk.page, 'viewing').toBe('Stella Staff');
  await using other = await shown({ token: await signedIn(running.app, colleague.user), viewingId: conversationId });
  await said(desk.page, 'viewing').toBe('Cora Colleague, Stella Staff');
  await press(other.page, 'Look away');
  await said(desk.page, 'viewing').toBe('Stella Staff');
  await said(other.page, 'viewing').toBe('');
  await press(other.page, 'Look away');
  await said(desk.page, 'viewing').toBe('Cora Colleague, Stella Staff');
  await using own = await shown({ token: guestToken, viewingId: conversationId, conversationId });
  await said(own.page, 'connection').toMatch(/^live/);
  await own.page.getByLabel('message').fill('Who is there?');
  await said(desk.page, 'typing').toBe('Gita Guest');
  await said(own.page, 'viewing').toBe('');
  await said(desk.page, 'viewing').toBe('Cora Colleague, Stella Staff');
  expect([...desk.wrongs, ...other.wrongs]).toEqual([]);
});

it('C2: the example of docs/subscriptions.md runs as it stands there', async () => {
  const example = snippet('docs/subscriptions.md', 'With `frontdesk/react`', 'tsx');
  await using opened = await watched(browser, running.url);
  const [bookingId] = bookingIds;
  const body = `<body data-url="${running.url}/graphql" data-token="${guestToken}" data-booking="${bookingId}"></body>`;
  await openProgram(opened.page, await bundled(example), {}, body);
  await opened.page.getByText(/^Gita Guest: CONFIRMED/).waitFor();
  await opened.page.getByText('live', { exact: true }).waitFor();
  await note(bookingId, 'Two pillows');
  await opened.page.getByText('Two pillows').waitFor();
  expect(opened.wrongs).toEqual([]);
});
