import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EveryScreen, everyScreen } from './support/every-screen.js';

let desk: EveryScreen;
beforeAll(async () => {
  desk = await everyScreen();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

it('C5, D5, T5: a developer cuts their own line, sees it recover, reads what came, and resumes after any of it', async () => {
  await using opened = await desk.open();
  const { page } = opened;
  let sockets = 0;
  page.on('websocket', () => {
    sockets += 1;
  });
  await page.goto('/console/admin/realtime');
  await page.getByText('Events per second').waitFor();
  await page.getByRole('button', { name: 'Live' }).waitFor();
  const change = (theme: string) =>
    desk.running.ask(
      'mutation ($theme: Theme!) { updateSettings(input: { theme: $theme }) { userErrors { code } } }',
      { theme },
      desk.token,
    );
  const events = page.getByRole('region', { name: 'Event inspector' }).getByRole('row', { name: /SettingsUpdated/ });
  await change('DARK');
  await expect.poll(() => events.count()).toBe(1);

  const before = sockets;
  await page.getByRole('button', { name: 'Look again' }).click();
  await page
    .getByRole('button', { name: /^Cut socket \d+ at the server$/ })
    .first()
    .click();
  await expect.poll(() => sockets).toBeGreaterThan(before);
  await change('LIGHT');
  await page.getByRole('button', { name: /^(Live|Caught up \d+ events?)$/ }).waitFor();
  await expect.poll(() => events.count()).toBe(2);

  // After the older one, the newer one comes once more.
  await events.last().getByRole('button', { name: 'Resume after SettingsUpdated' }).click();
  await expect.poll(() => events.count()).toBe(1);
  await page
    .getByRole('region', { name: 'Event inspector' })
    .getByRole('button', { name: /^Resume after/ })
    .first()
    .waitFor();
});

it('C5, D3: the audit trail says who did what, with what changed, and can be narrowed to what was refused', async () => {
  await using opened = await desk.open();
  const { page } = opened;
  await page.goto('/console/properties/harbour-hotel/settings');
  await page.getByLabel('Phone').fill('+351 210 000 000');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await page.goto('/console/properties/harbour-hotel/audit');
  const entry = page.getByRole('list', { name: 'Audit' }).getByRole('listitem').filter({ hasText: 'update property' });
  await entry.first().getByText('Super Person').waitFor();
  await entry.first().getByText('What changed').click();
  await entry.first().getByText('+351 210 000 000').waitFor();
  await page.getByRole('main').getByRole('combobox').selectOption('Refused');
  await entry.first().waitFor({ state: 'detached' });
});
