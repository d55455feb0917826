import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChat, type Chat, field, inbox, log, own } from './support/chat.js';

let chat: Chat;
beforeAll(async () => {
  chat = await aChat();
});
afterAll(() => chat?.[Symbol.asyncDispose]());

it('C3, M10, M14: a guest and the desk talk: list, typing, messages and receipts, each at once', async () => {
  await using desk = await chat.open('staff', '/console/properties/harbour-hotel/inbox');
  await using guest = await chat.open('guest', '/console/messages');
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
  const id = await chat.start('Towels');
  await chat.say(id, 'More towels please');
  await using desk = await chat.open('staff', inbox(id));
  await using guest = await chat.open('guest', own(id));
  await log(desk.page).getByText('More towels please').waitFor();
  await field(desk.page).fill('On the wai');
  await field(desk.page).press('Enter');
  await log(guest.page).getByText('On the wai').waitFor();
  await log(desk.page).getByText('On the wai').hover();
  await log(desk.page).getByRole('button', { name: 'Edit' }).click();
  await field(desk.page).fill('On the way');
  await desk.page.getByRole('button', { name: 'Save' }).click();
  await log(guest.page).getByText('On the way', { exact: true }).waitFor();

  await desk.page.getByRole('button', { name: 'Private note' }).click();
  await desk.page.getByRole('textbox', { name: 'Private note' }).fill('Room 12 again');
  await desk.page.getByRole('button', { name: 'Add note' }).click();
  await log(desk.page).getByText('Room 12 again').waitFor();
  await desk.page.getByRole('button', { name: 'Private note' }).click();

  await log(desk.page).getByText('On the way', { exact: true }).hover();
  await log(desk.page).getByRole('button', { name: 'Delete' }).last().click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await log(guest.page).getByText('Message deleted').waitFor();
  expect(await guest.page.getByText('Room 12 again').count()).toBe(0);

  await desk.page.getByRole('button', { name: 'About this conversation' }).click();
  const about = desk.page.getByRole('dialog', { name: 'About this conversation' });
  await about.getByLabel('Who takes care').selectOption({ label: 'Rui Staff' });
  await about.getByLabel('Labels').fill('housekeeping');
  await about.getByRole('button', { name: 'Close the conversation' }).click();
  await guest.page.getByText('This conversation is closed.').waitFor();
  expect(desk.wrongs).toEqual([]);
});

it('M12: a name after @ is suggested, taken by keys, and stands out where it is read', async () => {
  const id = await chat.start('Names');
  await chat.say(id, 'Who is there?');
  await using desk = await chat.open('staff', inbox(id));
  await using guest = await chat.open('guest', own(id));
  await log(guest.page).waitFor();
  await field(desk.page).pressSequentially('It is me, @gi');
  const names = desk.page.getByRole('listbox', { name: 'Whom to call by name' });
  await names.getByRole('option', { name: 'Gita Guest', selected: true }).waitFor();
  await field(desk.page).press('Escape');
  await names.waitFor({ state: 'detached' });
  await field(desk.page).pressSequentially('t');
  await names.getByRole('option', { name: 'Gita Guest' }).waitFor();
  await field(desk.page).press('Enter');
  await expect.poll(() => field(desk.page).inputValue()).toBe('It is me, @Gita Guest ');
  await field(desk.page).pressSequentially('welcome');
  await field(desk.page).press('Enter');
  const called = log(guest.page).locator('mark');
  await called.waitFor();
  expect(await called.textContent()).toBe('@Gita Guest');
  const { data } = await chat.ask(
    'guest',
    'query ($id: ID!) { conversation(id: $id) { messages(last: 1) { nodes { body mentions { name } } } } }',
    { id },
  );
  expect(data.conversation.messages.nodes).toEqual([
    { body: 'It is me, @Gita Guest welcome', mentions: [{ name: 'Gita Guest' }] },
  ]);
  expect(desk.wrongs).toEqual([]);
});

it('M12: a message is forwarded to another conversation that one may write in', async () => {
  const [from, to] = [await chat.start('From here'), await chat.start('The kitchen')];
  await chat.say(from, 'No nuts, please');
  await using desk = await chat.open('staff', inbox(from));
  await log(desk.page).getByText('No nuts, please').hover();
  await log(desk.page).getByRole('button', { name: 'Forward' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Forward this message' });
  await dialog.getByLabel('To which conversation').first().fill('kitchen');
  await dialog.getByRole('radio', { name: /The kitchen/ }).check();
  await dialog.getByRole('button', { name: 'Forward' }).click();
  await dialog.getByText('Forwarded to Gita Guest.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await using guest = await chat.open('guest', own(to));
  await log(guest.page).getByText('No nuts, please').waitFor();
  await log(guest.page).getByText('Forwarded', { exact: true }).waitFor();
  expect(desk.wrongs).toEqual([]);
});

it('M12: answers make a thread: it is read apart, grows while one looks, and each message leads to its place', async () => {
  const id = await chat.start('Threads');
  const { id: question } = await chat.say(id, 'When is breakfast?');
  await using guest = await chat.open('guest', own(id));
  await log(guest.page).getByText('When is breakfast?').waitFor();
  await chat.say(id, 'From seven', 'staff', { replyToId: question });
  await log(guest.page).getByRole('button', { name: '1 answer' }).click();
  const thread = guest.page.getByRole('dialog', { name: 'Answers' });
  await thread.getByText('From seven').waitFor();
  await chat.say(id, 'Until ten', 'staff', { replyToId: question });
  await thread.getByText('Until ten').waitFor();
  await thread.getByRole('button', { name: 'Reply' }).click();
  await guest.page.getByText('Reply to Gita Guest').waitFor();
  await field(guest.page).fill('Perfect');
  await field(guest.page).press('Enter');
  await log(guest.page).getByRole('button', { name: '3 answers' }).waitFor();
  await log(guest.page).getByRole('button', { name: 'To the message by Gita Guest that this answers' }).last().click();
  await expect.poll(() => focusedText(guest.page)).toContain('When is breakfast?');
  expect(guest.wrongs).toEqual([]);
});

it('M7, M13: words are found in what one may read, and lead to their place in a long history', async () => {
  const id = await chat.start('A find');
  await chat.say(id, 'The password of the cellar is sesame');
  for (let number = 1; number <= 60; number++) await chat.say(id, `Filler ${number}`);
  const foreign = await chat.start('Elsewhere', 'friend');
  await chat.say(foreign, 'My sesame is secret', 'friend');
  await using guest = await chat.open('guest', '/console/messages');
  const { page } = guest;
  await page.getByRole('searchbox', { name: 'Search' }).fill('sesame');
  await page.getByRole('radio', { name: 'Messages' }).check();
  const found = page.getByRole('list', { name: 'Messages' }).getByRole('link');
  await found.getByText('sesame', { exact: true }).waitFor();
  expect(await found.count()).toBe(1);
  await found.click();
  await expect.poll(() => focusedText(page)).toContain('The password of the cellar is sesame');
  expect(await log(page).getByText('Filler 60', { exact: true }).count()).toBe(0);

  // What is sent meanwhile is at the end, and one stays where one reads until one goes there.
  await chat.say(id, 'The newest of all', 'staff');
  await page.getByRole('button', { name: /To the newest/ }).click();
  await log(page).getByText('The newest of all').waitFor();
  await log(page).getByText('Filler 60', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Search in this conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Search in this conversation' });
  await dialog.getByRole('searchbox').fill('"filler 50"');
  await dialog.getByRole('link', { name: /Filler 50/ }).click();
  await expect.poll(() => focusedText(page)).toContain('Filler 50');
  expect(guest.wrongs).toEqual([]);
});

it('M8, M10: the desk sees what was changed; a guest sees that the desk has read, and by whom and when', async () => {
  const id = await chat.start('Receipts');
  await using guest = await chat.open('guest', own(id));
  await field(guest.page).fill('Is there a ferry?');
  await field(guest.page).press('Enter');
  await log(guest.page).getByRole('button', { name: 'Sent' }).waitFor();
  await using desk = await chat.open('staff', inbox(id));
  await log(guest.page).getByRole('button', { name: 'Read by Harbour Hotel' }).waitFor();
  await guest.page.reload();
  await log(guest.page).getByRole('button', { name: 'Read by Harbour Hotel' }).waitFor();

  await field(desk.page).fill('At nine');
  await field(desk.page).press('Enter');
  await log(guest.page).getByText('At nine').waitFor();
  await field(guest.page).fill('Thanks');
  await field(guest.page).press('Enter');
  await log(guest.page).getByRole('button', { name: 'Read by Rui Staff' }).last().click();
  const receipts = guest.page.getByRole('dialog', { name: 'Who has got it' });
  await receipts
    .getByRole('listitem')
    .filter({ hasText: 'Rui Staff' })
    .getByText(/^Read /)
    .waitFor();
  await receipts.getByRole('button', { name: 'Close' }).click();

  await log(guest.page).getByText('Thanks').hover();
  await log(guest.page).getByRole('button', { name: 'Edit' }).last().click();
  await field(guest.page).fill('Thank you');
  await guest.page.getByRole('button', { name: 'Save' }).click();
  await log(desk.page).getByRole('button', { name: 'edited' }).click();
  await desk.page.getByRole('dialog', { name: 'What it said' }).getByText('Thanks', { exact: true }).waitFor();
  expect(guest.wrongs).toEqual([]);
  expect(desk.wrongs).toEqual([]);
});

it('M16: a guest’s console asks for nothing that guests may not know', async () => {
  const id = await chat.start('Nothing to hide');
  await chat.act('staff', 'labelConversation', { conversationId: id, labels: ['canary'] });
  await using guest = await chat.open('guest', '/console/account');
  const { page } = guest;
  const told: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => told.push(String(payload))));
  page.on('response', async (response) => {
    if (response.url().endsWith('/graphql')) told.push(await response.text().catch(() => ''));
  });
  await page.goto(own(id));
  await field(page).waitFor();
  await chat.act('staff', 'assignConversation', { conversationId: id, assigneeId: chat.ids.owner });
  await chat.say(id, 'Hello there', 'staff');
  await log(page).getByText('Hello there').waitFor();
  await page.getByRole('button', { name: 'About this conversation' }).click();
  await page.getByRole('dialog').waitFor();
  expect(told.some((text) => text.includes('Hello there'))).toBe(true);
  expect(told.filter((text) => text.includes('FORBIDDEN') || text.includes('canary'))).toEqual([]);
});

it('M11: a picture goes along and is seen on the other side', async () => {
  const id = await chat.start('The door');
  await using guest = await chat.open('guest', own(id));
  await using desk = await chat.open('staff', inbox(id));
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

it('M11: a voice message is recorded, discarded or sent, and played on the other side', async () => {
  const id = await chat.start('By ear');
  await using guest = await chat.open('guest', own(id));
  await using desk = await chat.open('staff', inbox(id));
  const { page } = guest;
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  await page.getByText('0:01').waitFor();
  await page.getByRole('button', { name: 'Discard the recording' }).click();
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  await page.getByText('0:01').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  const files = page.getByRole('list', { name: 'Files to send' });
  await files.getByText('ready', { exact: true }).waitFor();
  expect(await files.getByRole('listitem').count()).toBe(1);
  await page.getByRole('button', { name: 'Send' }).click();
  const sound = log(desk.page).getByLabel('Voice message');
  await sound.focus();
  await sound.press('Space');
  await expect
    .poll(() => sound.evaluate((element) => (element as { currentTime?: number }).currentTime))
    .toBeGreaterThan(0);
  const { data } = await chat.ask(
    'staff',
    'query ($id: ID!) { conversation(id: $id) { messages(last: 1) { nodes { attachments { kind durationMs } } } } }',
    { id },
  );
  const [voice] = data.conversation.messages.nodes[0].attachments;
  expect(voice).toEqual({ kind: 'VOICE', durationMs: expect.any(Number) });
  expect(voice.durationMs).toBeGreaterThanOrEqual(1_000);
  expect([...guest.wrongs, ...desk.wrongs]).toEqual([]);
});

it('M5: how much a message matters is chosen before it is sent, and stands beside it for who reads it', async () => {
  const id = await chat.start('A leak');
  await using guest = await chat.open('guest', own(id));
  await using desk = await chat.open('staff', inbox(id));
  const { page } = guest;
  const matters = (how: string) => page.getByRole('button', { name: `How much it matters: ${how}` });
  await matters('As usual').click();
  await matters('Important').click();
  await matters('Urgent').waitFor();
  await field(page).fill('Water comes through the ceiling');
  await field(page).press('Enter');
  await log(desk.page).getByText('Urgent', { exact: true }).waitFor();
  // It is of that message alone.
  await matters('As usual').waitFor();
  await field(page).fill('And thank you');
  await field(page).press('Enter');
  await log(desk.page).getByText('And thank you').waitFor();
  expect(await log(desk.page).getByText('Urgent', { exact: true }).count()).toBe(1);
  const { data } = await chat.ask(
    'staff',
    'query ($id: ID!) { conversation(id: $id) { messages(last: 2) { nodes { priority } } } }',
    { id },
  );
  expect(data.conversation.messages.nodes).toEqual([{ priority: 'URGENT' }, { priority: 'NORMAL' }]);
  expect([...guest.wrongs, ...desk.wrongs]).toEqual([]);
});

it('M9, C4: everything is marked as read at once, in the list, in the navigation and on another device', async () => {
  const ids = [await chat.start('News'), await chat.start('More news')];
  for (const id of ids) await chat.say(id, 'Have you heard?', 'staff');
  await using guest = await chat.open('guest', '/console/messages');
  await using phone = await chat.open('guest', '/console/account');
  const { page } = guest;
  await page.getByLabel('Which ones').selectOption('Unread');
  await page
    .getByRole('link', { name: /Have you heard/ })
    .first()
    .waitFor();
  const waiting = (of: Page) => of.getByRole('link', { name: /unread conversation/ });
  for (const of of [page, phone.page]) await waiting(of).waitFor();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('Everything is read').waitFor();
  for (const of of [page, phone.page]) await expect.poll(() => waiting(of).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Mark all as read' }).count()).toBe(0);
  expect([...guest.wrongs, ...phone.wrongs]).toEqual([]);
});

it('T5, C6, C7: offline, what was missed comes when the network does, and a message that failed can be sent again', async () => {
  const id = await chat.start('Breakfast');
  await using desk = await chat.open('staff', inbox(id));
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
  for (const number of [1, 2, 3]) await chat.say(id, `Question ${number}`);

  await context.setOffline(false);
  await log(page).getByText('Question 3').waitFor();
  await page.getByRole('button', { name: /Caught up \d+ events/ }).waitFor();
  await log(page).getByRole('button', { name: 'Try again' }).click();
  await log(page)
    .getByText(/^Not sent/)
    .waitFor({ state: 'detached' });
  const bodies = async () => {
    const { data } = await chat.ask(
      'guest',
      'query ($id: ID!) { conversation(id: $id) { messages(last: 10) { nodes { body } } } }',
      { id },
    );
    return data.conversation.messages.nodes.map(({ body }: { body: string }) => body);
  };
  await expect.poll(bodies).toEqual(['Question 1', 'Question 2', 'Question 3', 'From seven']);
});

it('C7: a long conversation keeps few lines in the page, and stays where one reads while new ones arrive', async () => {
  const id = await chat.start('A long one');
  for (let number = 1; number <= 120; number++) await chat.say(id, `Line ${number}`);
  await using desk = await chat.open('staff', inbox(id));
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
  await chat.say(id, 'Line 121');
  // How many are new is a matter of what the desk has read; here it is about the way down.
  await page.getByRole('button', { name: /new message|newest/i }).click();
  await log(page).getByText('Line 121', { exact: true }).waitFor();
});

it.each([
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
])('C8, C5: what can be done with a message covers neither it nor who said it, on %s', async (_where, viewport) => {
  const id = await chat.start('Short ones');
  await chat.say(id, 'Yes');
  await chat.say(id, 'A longer one, of which one reads every word. '.repeat(6), 'staff');
  await using desk = await chat.open('owner', inbox(id), { viewport });
  const { page } = desk;
  const corners = async (of: Locator) => {
    const box = await of.boundingBox();
    if (box === null) throw new Error('It is not on the screen.');
    return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
  };
  for (const [name, body] of [
    ['Gita Guest', 'Yes'],
    ['Rui Staff', 'A longer one'],
  ] as const) {
    const said = log(page).locator('[data-index]').filter({ hasText: body });
    await said.getByText(body).first().hover();
    const tools = await corners(said.locator('[data-tools]'));
    const sender = await corners(said.getByText(name, { exact: true }));
    expect(tools.left >= sender.right || tools.top >= sender.bottom, `${name}: ${JSON.stringify(tools)}`).toBe(true);
    expect(tools.right).toBeLessThanOrEqual(viewport.width);
    // A finger has it above what was said, a pointer beside it.
    const text = await corners(said.getByText(body).first());
    expect(tools.left >= text.right || tools.bottom <= text.top + 8, `${body}: ${JSON.stringify(text)}`).toBe(true);
  }
});

it('N2, C4, C5: the bell counts, a toast leads to what it is about, and other tabs follow', async () => {
  await using desk = await chat.open('owner', '/console/account');
  const { page, context } = desk;
  // Whatever the stories before have told of, and that a new device signed in.
  await chat.act('owner', 'markAllNotificationsRead', {});
  const other = await context.newPage();
  await other.goto('/console/account');
  for (const one of [page, other]) await one.getByRole('button', { name: /^Notifications/ }).waitFor();
  await chat.act('staff', 'assignConversation', {
    conversationId: await chat.start('Bell'),
    assigneeId: chat.ids.owner,
  });
  for (const one of [page, other]) await one.getByRole('button', { name: /^Notifications, \d+ unread/ }).waitFor();
  await page.getByRole('region', { name: 'What has just happened' }).getByRole('link').last().click();
  await page.getByRole('heading', { name: 'Gita Guest' }).waitFor();

  // Who followed it has read it, in every tab.
  await other.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  expect(desk.wrongs).toEqual([]);
});

it('C4, A5: what one chooses in a tab holds in the other, and so does signing out', async () => {
  await using desk = await chat.open('owner', '/console/account');
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

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
