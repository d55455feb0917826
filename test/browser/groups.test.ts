import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChat, type Chat, field, inbox, log, own } from './support/chat.js';

let chat: Chat;
beforeAll(async () => {
  chat = await aChat();
});
afterAll(() => chat?.[Symbol.asyncDispose]());

it('M1, M3: a group is started with several people, who are seen, added, removed, and leave', async () => {
  // Whom one knows: who takes part in the same conversations.
  await chat.start('Known', 'guest', { kind: 'GROUP', participantIds: [chat.ids.friend, chat.ids.owner] });
  await using guest = await chat.open('guest', '/console/messages');
  const { page } = guest;
  await page.getByRole('button', { name: 'New conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByRole('radio', { name: 'People' }).check();
  await dialog.getByRole('checkbox', { name: 'Finn Friend' }).check();
  await dialog.getByRole('searchbox', { name: 'Search people' }).fill('ana');
  await dialog.getByRole('checkbox', { name: 'Ana Owner' }).check();
  await dialog.getByLabel('About').fill('A boat trip');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'A boat trip' }).waitFor();
  await field(page).fill('Who comes along?');
  await field(page).press('Enter');

  await using friend = await chat.open('friend', '/console/messages');
  await friend.page.getByRole('link', { name: /A boat trip/ }).click();
  await log(friend.page).getByText('Who comes along?').waitFor();

  await page.getByRole('button', { name: '3 people take part' }).click();
  const people = page.getByRole('dialog', { name: '3 people take part' });
  await people.getByText('Gita Guest (you)').waitFor();
  await people.getByRole('listitem').filter({ hasText: 'Finn Friend' }).getByText('Takes part').waitFor();
  await people.getByRole('button', { name: 'Remove Ana Owner' }).click();
  const fewer = page.getByRole('dialog', { name: '2 people take part' });
  await fewer.getByRole('button', { name: 'Add people' }).click();
  const adding = page.getByRole('dialog', { name: 'Add people' });
  await adding.getByRole('checkbox', { name: 'Ana Owner' }).check();
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await friend.page.getByRole('button', { name: '3 people take part' }).click();
  await friend.page.getByRole('dialog').getByText('Ana Owner').waitFor();
  // Who did not start it changes nothing of it.
  expect(await friend.page.getByRole('button', { name: /^Remove / }).count()).toBe(0);

  await people.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('dialog', { name: 'Leave this conversation?' }).getByRole('button', { name: 'Leave' }).click();
  await page.getByText('Choose a conversation').waitFor();
  await expect.poll(() => page.getByRole('link', { name: /A boat trip/ }).count()).toBe(0);
  // Somebody has to be in charge.
  const left = friend.page.getByRole('dialog', { name: '2 people take part' });
  await left
    .getByRole('listitem')
    .filter({ hasText: 'Finn Friend' })
    .getByText(/^Owner/)
    .waitFor();
  await left.getByRole('button', { name: 'Remove Ana Owner' }).waitFor();
  expect(guest.wrongs).toEqual([]);
  expect(friend.wrongs).toEqual([]);
});

it('A6, C7: whom one blocks cannot write: what they tried stands there with its reason, and can be taken back', async () => {
  const id = await chat.start('Two', 'guest', { kind: 'GUEST_GUEST', participantIds: [chat.ids.friend] });
  await using guest = await chat.open('guest', own(id));
  await using friend = await chat.open('friend', own(id));
  await field(friend.page).waitFor();
  await guest.page.getByRole('button', { name: '2 people take part' }).click();
  const people = guest.page.getByRole('dialog', { name: '2 people take part' });
  await people.getByRole('button', { name: 'Block Finn Friend' }).click();
  await people.getByRole('button', { name: 'Unblock Finn Friend' }).waitFor();
  await field(friend.page).fill('Let us meet');
  await field(friend.page).press('Enter');
  await log(friend.page)
    .getByText(/^Not sent/)
    .waitFor();
  await log(friend.page).getByRole('button', { name: 'Take it back' }).click();
  await expect.poll(() => log(friend.page).getByText('Let us meet').count()).toBe(0);

  await people.getByRole('button', { name: 'Unblock Finn Friend' }).click();
  await people.getByRole('button', { name: 'Block Finn Friend' }).waitFor();
  await people.getByRole('button', { name: 'Close' }).click();
  await field(friend.page).fill('And now?');
  await field(friend.page).press('Enter');
  await log(guest.page).getByText('And now?').waitFor();
  expect(guest.wrongs).toEqual([]);
});

it('A6: the account lists whom one has blocked, and lets them write again', async () => {
  const id = await chat.start('Blocked from here', 'owner', { kind: 'GROUP', participantIds: [chat.ids.guest] });
  await using guest = await chat.open('guest', own(id));
  const { page } = guest;
  await page.getByRole('button', { name: '2 people take part' }).click();
  await page.getByRole('button', { name: 'Block Ana Owner' }).click();
  await page.getByRole('button', { name: 'Unblock Ana Owner' }).waitFor();
  const blocked = () =>
    chat
      .ask('guest', '{ viewer { blockedUsers(first: 10) { nodes { name } } } }')
      .then(({ data }) => data.viewer.blockedUsers.nodes.map(({ name }: { name: string }) => name));
  expect(await blocked()).toEqual(['Ana Owner']);
  await page.goto('/console/account');
  const listed = page.getByRole('list', { name: 'Blocked people' });
  await listed.getByText('Ana Owner').waitFor();
  await listed.getByRole('button', { name: 'Unblock Ana Owner' }).click();
  // Where there is nobody, there is no list.
  await listed.waitFor({ state: 'detached' });
  expect(await blocked()).toEqual([]);
  expect(guest.wrongs).toEqual([]);
});

it('M1, M3: a room is joined by its address, and by nobody who has it not', async () => {
  const id = await chat.start('The harbour choir', 'guest', { kind: 'ROOM' });
  await chat.say(id, 'Rehearsal at eight');
  await using friend = await chat.open('friend', own(id));
  await friend.page.getByRole('button', { name: 'Join, if it is a room' }).click();
  await friend.page.getByRole('heading', { name: 'The harbour choir' }).waitFor();
  await log(friend.page).getByText('Rehearsal at eight').waitFor();
  const closed = await chat.start('Not a room', 'guest', { kind: 'GROUP', participantIds: [chat.ids.owner] });
  await friend.page.goto(own(closed));
  await friend.page.getByRole('button', { name: 'Join, if it is a room' }).click();
  await friend.page.getByText('There is no room at this address that you could join.').waitFor();
});

it('F12, M3, C5: who is removed reads at once that they are, with nothing left to write in, and it leaves their list', async () => {
  const id = await chat.start('The surprise', 'guest', { kind: 'GROUP', participantIds: [chat.ids.friend] });
  await chat.say(id, 'Not a word to Ana');
  await using friend = await chat.open('friend', own(id));
  const { page } = friend;
  await log(page).getByText('Not a word to Ana').waitFor();
  await page.getByRole('link', { name: /The surprise/ }).waitFor();
  await page.getByRole('button', { name: '2 people take part' }).click();
  await chat.act('guest', 'removeParticipant', { conversationId: id, userId: chat.ids.friend });
  await page.getByRole('alert').getByText('You take no part in this conversation any more').waitFor();
  await expect.poll(() => page.getByRole('link', { name: /The surprise/ }).count()).toBe(0);
  for (const rest of [log(page), field(page), page.getByRole('dialog')]) expect(await rest.count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Join again' }).count()).toBe(0);
  expect(friend.wrongs).toEqual([]);

  // Taken in again, it is on the list and on the screen, with all that was said.
  await chat.act('guest', 'addParticipants', { conversationId: id, userIds: [chat.ids.friend] });
  await log(page).getByText('Not a word to Ana').waitFor();
  await page.getByRole('link', { name: /The surprise/ }).waitFor();
  await chat.say(id, 'Ana knows');
  await log(page).getByText('Ana knows').waitFor();
});

it('F12, M3, T5: who was removed while there was no network reads it when there is one again', async () => {
  const id = await chat.start('The other surprise', 'guest', { kind: 'GROUP', participantIds: [chat.ids.friend] });
  await using friend = await chat.open('friend', own(id));
  const { page, context } = friend;
  await field(page).waitFor();
  await page.getByRole('link', { name: /The other surprise/ }).waitFor();
  await page.getByRole('button', { name: 'Live' }).waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: /Connecting|Offline/ }).waitFor();
  await chat.act('guest', 'removeParticipant', { conversationId: id, userId: chat.ids.friend });
  await context.setOffline(false);
  await page.getByRole('alert').getByText('You take no part in this conversation any more').waitFor();
  await expect.poll(() => page.getByRole('link', { name: /The other surprise/ }).count()).toBe(0);
  expect(await field(page).count()).toBe(0);
});

it('M3, C7: one leaves a list that was scrolled far down, too', async () => {
  const oldest = await chat.start('The very first', 'friend', { kind: 'GROUP', participantIds: [chat.ids.owner] });
  for (let number = 1; number <= 40; number++)
    await chat.start(`Later ${number}`, 'friend', { kind: 'GROUP', participantIds: [chat.ids.owner] });
  await using owner = await chat.open('owner', '/console/messages');
  const { page } = owner;
  const list = page.getByRole('list', { name: 'Messages' });
  const first = list.getByRole('link', { name: /The very first/ });
  await list.getByRole('link', { name: /Later 40/ }).waitFor();
  await expect
    .poll(async () => {
      await page.getByRole('region', { name: 'Messages' }).hover();
      await page.mouse.wheel(0, 2_000);
      return first.count();
    })
    .toBe(1);
  await chat.act('friend', 'removeParticipant', { conversationId: oldest, userId: chat.ids.owner });
  await expect.poll(() => first.count()).toBe(0);
  await list
    .getByRole('link', { name: /Later 1\b/ })
    .first()
    .waitFor();
  expect(owner.wrongs).toEqual([]);
});

it('F12, M1: a room that one was removed from can be joined again from where one stands', async () => {
  const id = await chat.start('The harbour band', 'guest', { kind: 'ROOM' });
  await chat.act('friend', 'joinConversation', { conversationId: id });
  await using friend = await chat.open('friend', own(id));
  const { page } = friend;
  await field(page).waitFor();
  await chat.act('guest', 'removeParticipant', { conversationId: id, userId: chat.ids.friend });
  await page.getByRole('button', { name: 'Join again' }).click();
  await field(page).waitFor();
  await page.getByRole('link', { name: /The harbour band/ }).waitFor();
  await chat.say(id, 'Welcome back');
  await log(page).getByText('Welcome back').waitFor();
  expect(friend.wrongs).toEqual([]);
});

it('M1, M3: the desk starts with guests and colleagues, takes part, and changes what it is about', async () => {
  const known = await chat.start('Asked before');
  await using desk = await chat.open('staff', inbox(known));
  const { page } = desk;
  await page.getByRole('button', { name: 'New conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByRole('checkbox', { name: 'Gita Guest' }).check();
  await dialog.getByLabel('About').fill('Your room is ready');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('Your room is ready').first().waitFor();
  await using guest = await chat.open('guest', '/console/messages');
  await guest.page.getByRole('link', { name: /Your room is ready/ }).waitFor();

  await page.goto(inbox(known));
  await page.getByRole('button', { name: '1 person takes part' }).click();
  await page.getByRole('button', { name: 'Take part' }).click();
  await page.getByRole('dialog', { name: '2 people take part' }).getByText('Rui Staff (you)').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'About this conversation' }).click();
  const about = page.getByRole('dialog', { name: 'About this conversation' });
  await about.getByLabel('About').fill('Asked and answered');
  await about.getByLabel('About').press('Tab');
  await guest.page.getByRole('link', { name: /Asked and answered/ }).waitFor();
  expect(desk.wrongs).toEqual([]);
  expect(guest.wrongs).toEqual([]);
});

it('M9, C3, C8: the navigation counts what is unread, live, on a desktop and a phone, without asking again', async () => {
  const [one, other] = [await chat.start('First'), await chat.start('Second')];
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  await using owner = await chat.open('owner', '/console/account');
  await using carried = await chat.open('owner', '/console/account', phone);
  await using guest = await chat.open('guest', '/console/account');
  const waiting = ({ page }: typeof owner, name: string, number: number) =>
    page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: new RegExp(`^${name}.*\\b${number} unread conversation`) })
      .waitFor();
  const inboxNow = () =>
    chat.ask('owner', 'query ($id: ID!) { conversations(filter: { propertyId: $id, unread: true }) { totalCount } }', {
      id: chat.propertyId,
    });
  const before = (await inboxNow()).data.conversations.totalCount;
  const asked: string[] = [];
  for (const { page } of [owner, carried, guest]) {
    await page.getByRole('button', { name: 'Live' }).waitFor();
    page.on('request', (request) => asked.push(request.postData() ?? ''));
  }

  await chat.say(one, 'Anybody?');
  await chat.say(other, 'Hello?');
  await chat.say(other, 'Still nobody?');
  for (const opened of [owner, carried]) await waiting(opened, 'Inbox', before + 2);
  await chat.act('staff', 'markConversationRead', { conversationId: one });
  for (const opened of [owner, carried]) await waiting(opened, 'Inbox', before + 1);
  await chat.say(one, 'Yes', 'staff');
  await waiting(guest, 'Messages', 1);
  await chat.act('guest', 'markConversationRead', {});
  await expect.poll(() => guest.page.getByRole('link', { name: /unread conversation/ }).count()).toBe(0);
  expect(asked.filter((text) => text.includes('query Unread'))).toEqual([]);
  expect(owner.wrongs).toEqual([]);
});
