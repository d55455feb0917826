import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChat, type Chat, field, inbox, log } from './support/chat.js';

let chat: Chat;
beforeAll(async () => {
  chat = await aChat();
});
afterAll(() => chat?.[Symbol.asyncDispose]());

/** What the lamp of the connection looks like: its color in a word, and whether it pulses. */
const lamp = (page: Page): Promise<{ color: string; pulses: boolean }> =>
  page
    .locator('button[data-status] > [aria-hidden="true"]')
    .first()
    .evaluate((element) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).backgroundColor.match(/\d+/g) ?? []).map(
        Number,
      );
      const apart = Math.max(red, green, blue) - Math.min(red, green, blue);
      return {
        color: apart < 24 ? 'gray' : green > red ? 'green' : green > 2 * blue ? 'yellow' : 'red',
        pulses: getComputedStyle(element, '::after').animationName !== 'none',
      };
    });

it.each(['light', 'dark'] as const)(
  'C6: the lamp is green and pulses while live, gray while offline, yellow while it connects, each with its word, %s',
  async (colorScheme) => {
    await using desk = await chat.open('staff', '/console/account', { colorScheme, reducedMotion: 'no-preference' });
    const { page, context } = desk;
    await page.getByRole('button', { name: 'Live' }).waitFor();
    expect(await lamp(page)).toEqual({ color: 'green', pulses: true });
    await page.getByRole('button', { name: 'Live' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Connect now' }).waitFor();
    expect(await lamp(page)).toEqual({ color: 'gray', pulses: false });
    await page.getByRole('dialog').getByRole('button', { name: 'Connect now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Live' }).waitFor();

    // A server that takes the socket and says nothing.
    await context.routeWebSocket(/\/graphql$/, () => {});
    await page.reload();
    await page.getByRole('button', { name: 'Connecting …' }).waitFor();
    expect(await lamp(page)).toEqual({ color: 'yellow', pulses: false });
  },
);

it('C8: nothing moves for whoever wants no motion', async () => {
  const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
    await using desk = await chat.open('staff', '/console/account', { reducedMotion });
    const { page } = desk;
    await page.getByRole('button', { name: 'Live' }).waitFor();
    const names = [(await lamp(page)).pulses ? 'lamp' : ''];
    await chat.act('owner', 'assignConversation', {
      conversationId: await chat.start('Motion'),
      assigneeId: chat.ids.staff,
    });
    const toast = page.getByRole('region', { name: 'What has just happened' }).locator('[data-priority]').first();
    await toast.waitFor();
    const animation = (element: Parameters<typeof getComputedStyle>[0]) => getComputedStyle(element).animationName;
    if ((await toast.evaluate(animation)) !== 'none') names.push('toast');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    if ((await page.getByRole('dialog').evaluate(animation)) !== 'none') names.push('sheet');
    return names.filter(Boolean);
  };
  expect(await moving('no-preference')).toEqual(['lamp', 'toast', 'sheet']);
  expect(await moving('reduce')).toEqual([]);
});

it('C8: what comes is said to those who listen: messages, notifications, the connection', async () => {
  const id = await chat.start('Said aloud');
  await using desk = await chat.open('staff', inbox(id));
  const { page, context } = desk;
  await field(page).waitFor();
  const said = (text: string | RegExp) =>
    page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached' });
  await said('Live');
  await chat.say(id, 'Where is the pool?');
  await said(/Gita Guest.*Where is the pool\?/);
  // The list of messages itself is silent: else everything that is scrolled to would be read out.
  expect(await log(page).getAttribute('aria-live')).toBe('off');
  await chat.act('owner', 'assignConversation', {
    conversationId: await chat.start('Aloud too'),
    assigneeId: chat.ids.staff,
  });
  const toasts = page.getByRole('region', { name: 'What has just happened' }).locator('[aria-live="polite"]');
  await toasts.getByRole('link').first().waitFor();
  await context.setOffline(true);
  await said(/Connecting|Offline/);
});

it('C8: a conversation by keyboard alone: found, opened, answered', async () => {
  const id = await chat.start('Keys only');
  await chat.say(id, 'Can you hear me typing?');
  await using desk = await chat.open('staff', '/console/properties/harbour-hotel/inbox');
  const { page } = desk;
  await page.getByRole('link', { name: /Can you hear me typing\?/ }).waitFor();
  /** Presses Tab until that has the focus. */
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      });
      if (name.test(focused)) return;
    }
    throw new Error(`Tab never came to ${name}.`);
  };
  await tabTo(/^Skip to the content$/);
  await page.keyboard.press('Enter');
  await tabTo(/Can you hear me typing\?/);
  await page.keyboard.press('Enter');
  await log(page).getByText('Can you hear me typing?').waitFor();
  await tabTo(/^Message$/);
  await page.keyboard.type('Every letter');
  await page.keyboard.press('Enter');
  await log(page).getByText('Every letter').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Message');
  expect(desk.wrongs).toEqual([]);
});

it('C8: on a phone: what one needs most at the thumb, the rest behind the menu, a conversation and the way back', async () => {
  const id = await chat.start('In the pocket');
  await chat.say(id, 'Are you on your phone?');
  await chat.act('owner', 'labelConversation', { conversationId: id, labels: ['housekeeping', 'late arrival'] });
  await chat.say(await chat.start('Another one'), 'Is there parking?');
  await using desk = await chat.open('staff', '/console/properties/harbour-hotel', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const { page } = desk;
  const thumb = page.getByRole('navigation', { name: 'Main' });
  await thumb.getByRole('link', { name: 'Bookings' }).tap();
  await page.getByRole('heading', { name: 'Bookings', level: 1 }).waitFor();
  await thumb.getByRole('button', { name: 'Menu' }).tap();
  await page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Settings' }).tap();
  await page.getByRole('dialog', { name: 'Menu' }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Harbour Hotel', level: 1 }).waitFor();

  await thumb.getByRole('link', { name: /^Inbox/ }).tap();
  const row = page.getByRole('link', { name: /Are you on your phone\?/ });
  await row.tap();
  await log(page).getByText('Are you on your phone?').waitFor();
  expect(await row.isVisible()).toBe(false);
  // Something waits in the inbox: its count makes the bar no higher, and nothing is below the bar.
  await thumb.getByRole('link', { name: /^Inbox.*unread/ }).waitFor();
  const [send, bar] = await Promise.all([
    page.getByRole('button', { name: 'Send' }).boundingBox(),
    thumb.boundingBox(),
  ]);
  expect((send?.y ?? 0) + (send?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  const whole = (title: { scrollWidth: number; clientWidth: number; scrollHeight: number; clientHeight: number }) =>
    title.scrollWidth <= title.clientWidth && title.scrollHeight <= title.clientHeight;
  expect(await page.getByRole('heading', { name: 'Gita Guest', level: 1 }).evaluate(whole)).toBe(true);
  await field(page).fill('Always');
  await page.getByRole('button', { name: 'Send' }).tap();
  await log(page).getByText('Always').waitFor();
  await page.getByRole('link', { name: 'All conversations' }).tap();
  await page.getByRole('link', { name: /Always/ }).waitFor();
  expect(await log(page).count()).toBe(0);
  expect(desk.wrongs).toEqual([]);
});
