import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChat, type Chat, field, inbox, log, own } from './support/chat.js';

let chat: Chat;
beforeAll(async () => {
  chat = await aChat();
});
afterAll(() => chat?.[Symbol.asyncDispose]());

it('M16, M18: a canned reply is put into the field, answers its words by itself, and does neither once it is deleted', async () => {
  const id = await chat.start('By car');
  await using desk = await chat.open('staff', inbox(id));
  await using guest = await chat.open('guest', own(id));
  const { page } = desk;
  await page.getByRole('button', { name: 'Canned replies' }).click();
  const dialog = page.getByRole('dialog', { name: 'Canned replies' });
  await dialog.getByText('None yet.').waitFor();
  await dialog.getByRole('button', { name: 'New reply' }).click();
  await dialog.getByLabel('Name').fill('Where to park');
  await dialog.getByLabel('Text').fill('The garage is behind the house.');
  await dialog.getByLabel('Answers by itself to').fill('parking');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Answers “parking” by itself').waitFor();
  await dialog.getByRole('button', { name: /^Where to park/ }).click();
  await expect.poll(() => field(page).inputValue()).toBe('The garage is behind the house.');
  await field(page).fill('');

  const answers = log(guest.page).getByText('The garage is behind the house.');
  await field(guest.page).fill('Is there parking?');
  await field(guest.page).press('Enter');
  await answers.waitFor();
  await log(page).getByText('The garage is behind the house.').waitFor();

  await page.getByRole('button', { name: 'Canned replies' }).click();
  await dialog.getByRole('button', { name: 'Delete the reply Where to park' }).click();
  await dialog.getByText('None yet.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await field(guest.page).fill('And is parking free?');
  await field(guest.page).press('Enter');
  await log(page).getByText('And is parking free?').waitFor();
  // What would answer by itself has looked at it by the time that somebody does.
  await field(page).fill('It is');
  await field(page).press('Enter');
  await log(guest.page).getByText('It is', { exact: true }).waitFor();
  expect(await answers.count()).toBe(1);
  expect([...desk.wrongs, ...guest.wrongs]).toEqual([]);
});

it('M16: the inbox shows those with one label, and stays true while colleagues change labels', async () => {
  const [vip, plain] = [await chat.start('The suite'), await chat.start('A single')];
  for (const [id, body] of [
    [vip, 'About the suite'],
    [plain, 'About the single'],
  ] as const)
    await chat.say(id, body);
  const label = (conversationId: string, ...labels: string[]) =>
    chat.act('owner', 'labelConversation', { conversationId, labels });
  await label(vip, 'vip', 'late');
  await using desk = await chat.open('staff', '/console/properties/harbour-hotel/inbox');
  const { page } = desk;
  const [suite, single] = [/About the suite/, /About the single/].map((name) => page.getByRole('link', { name }));
  await single?.waitFor();
  await page.getByLabel('Label', { exact: true }).fill('vip');
  await expect.poll(() => single?.count()).toBe(0);
  await suite?.waitFor();
  await label(plain, 'vip');
  await single?.waitFor();
  await label(vip, 'late');
  await expect.poll(() => suite?.count()).toBe(0);

  // One that nothing on the screen has is asked for with Enter.
  await page.getByLabel('Label', { exact: true }).fill('lost');
  await page.getByLabel('Label', { exact: true }).press('Enter');
  await page.getByText('None with the label “lost”').waitFor();
  await page.getByLabel('Label', { exact: true }).fill('');
  for (const one of [suite, single]) await one?.waitFor();
  // Guests have no labels, and nothing to choose them by.
  await using guest = await chat.open('guest', '/console/messages');
  await guest.page.getByLabel('Which ones').waitFor();
  expect(await guest.page.getByLabel('Label', { exact: true }).count()).toBe(0);
  expect([...desk.wrongs, ...guest.wrongs]).toEqual([]);
});
