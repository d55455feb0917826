import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChat, type Chat, field, inbox, log } from './support/chat.js';

let chat: Chat;
beforeAll(async () => {
  chat = await aChat();
});
afterAll(() => chat?.[Symbol.asyncDispose]());

it('C4, C3: what one writes and reads in a tab stands in the other, once', async () => {
  const id = await chat.start('Two tabs');
  await using desk = await chat.open('staff', inbox(id));
  const { page, context } = desk;
  const other = await context.newPage();
  await other.goto(inbox(id));
  const third = await context.newPage();
  await third.goto('/console/account');
  const waiting = third
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Inbox.*unread conversation/ });
  for (const tab of [page, other]) await field(tab).waitFor();
  await field(page).fill('From the first tab');
  await field(page).press('Enter');
  await log(other).getByText('From the first tab').waitFor();
  await field(other).fill('From the second tab');
  await field(other).press('Enter');
  for (const tab of [page, other]) {
    await log(tab).getByText('From the second tab').waitFor();
    expect(
      await log(tab)
        .getByText(/From the (first|second) tab/)
        .count(),
    ).toBe(2);
  }

  for (const tab of [page, other]) await tab.goto('/console/properties/harbour-hotel/inbox');
  await chat.say(id, 'Is anybody there?');
  await waiting.waitFor();
  for (const tab of [page, other]) await tab.getByRole('link', { name: /Is anybody there\?.*1 unread/ }).waitFor();
  await page.getByRole('link', { name: /Is anybody there\?/ }).click();
  await log(page).getByText('Is anybody there?').waitFor();
  await waiting.waitFor({ state: 'detached' });
  await expect.poll(() => other.getByRole('link', { name: /Is anybody there\?.*1 unread/ }).count()).toBe(0);
  expect(desk.wrongs).toEqual([]);
});

it('N10, C5: an announcement that one puts away goes from one’s other tabs and devices, and stays with everybody else', async () => {
  const announced = { title: 'Water is off at nine', propertyIds: [chat.propertyId], idempotencyKey: 'water' };
  await chat.act('owner', 'publishAnnouncement', announced);
  await using desk = await chat.open('staff', '/console/account');
  await using phone = await chat.open('staff', '/console/account');
  await using colleague = await chat.open('owner', '/console/account');
  const other = await desk.context.newPage();
  await other.goto('/console');
  const banner = (page: Page) => page.getByRole('status').filter({ hasText: announced.title });
  for (const page of [desk.page, other, phone.page, colleague.page]) await banner(page).waitFor();
  await desk.page.getByRole('button', { name: `Put away: ${announced.title}` }).click();
  for (const page of [desk.page, other, phone.page]) await banner(page).waitFor({ state: 'detached' });
  expect(await banner(colleague.page).count()).toBe(1);
  expect([...desk.wrongs, ...phone.wrongs, ...colleague.wrongs]).toEqual([]);
});

it('C4, C5: of several tabs one rings, and one tells the browser, where one wants that and looks elsewhere', async () => {
  await chat.ask('owner', 'mutation { updateSettings(input: { desktopNotifications: true }) { userErrors { code } } }');
  await using desk = await chat.open('owner', '/console/account');
  const { page, context } = desk;
  await context.addInitScript(() => {
    const heard = { tones: 0, told: [] as string[] };
    const Real = OscillatorNode;
    class Tone extends Real {
      constructor(...all: ConstructorParameters<typeof OscillatorNode>) {
        super(...all);
        heard.tones += 1;
      }
    }
    class Told {
      static readonly permission = 'granted';
      onclick = null;
      constructor(title: string) {
        heard.told.push(title);
      }
      close() {}
    }
    // A browser without windows shows all of its pages at once.
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    Object.assign(window, { OscillatorNode: Tone, Notification: Told, heard });
  });
  const tabs = [page, await context.newPage(), await context.newPage()];
  for (const tab of tabs) {
    await tab.goto('/console/account');
    await tab.getByRole('button', { name: 'Live' }).waitFor();
  }
  await chat.act('staff', 'assignConversation', {
    conversationId: await chat.start('Ring'),
    assigneeId: chat.ids.owner,
  });
  for (const tab of tabs)
    await tab.getByRole('region', { name: 'What has just happened' }).getByRole('link').first().waitFor();
  const heard = await Promise.all(
    tabs.map((tab) => tab.evaluate(() => (globalThis as unknown as { heard: Heard }).heard)),
  );
  expect(heard.filter(({ tones }) => tones > 0)).toHaveLength(1);
  expect(heard.flatMap(({ told }) => told)).toHaveLength(1);

  // The one that spoke goes: another one takes over.
  const speaking = heard.findIndex(({ tones }) => tones > 0);
  await tabs[speaking]?.close();
  const left = tabs.filter((_, index) => index !== speaking);
  const tones = () =>
    Promise.all(left.map((tab) => tab.evaluate(() => (globalThis as unknown as { heard: Heard }).heard.tones)));
  await chat.act('staff', 'assignConversation', {
    conversationId: await chat.start('Ring again'),
    assigneeId: chat.ids.owner,
  });
  await expect.poll(async () => (await tones()).filter((count) => count > 0).length).toBe(1);
});

interface Heard {
  readonly tones: number;
  readonly told: readonly string[];
}
