import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anOffering, aProperty } from '../support/factories.js';
import { aChat, type Chat, inbox, log } from './support/chat.js';

const many = 10_000;

let chat: Chat;
beforeAll(async () => {
  chat = await aChat();
});
afterAll(() => chat?.[Symbol.asyncDispose]());

const rowIdOf = (id: string): string => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';

const numbersOf = (texts: readonly string[]): number[] =>
  texts.map((text) => Number(/(?:Line|Row) (\d+)/.exec(text)?.[1])).sort((a, b) => a - b);

/** What the page holds is one piece of the list: each of them once, without a hole. */
async function expectOnePiece(rows: Locator, most: number): Promise<number[]> {
  const numbers = numbersOf(await rows.allTextContents());
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers.length).toBeLessThan(most);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  return numbers;
}

it('C7: a conversation of ten thousand messages is read from its end to its beginning, with few lines in the page', async () => {
  const id = await chat.start('Ten thousand');
  const rowId = rowIdOf(id);
  const { database } = chat.running.app;
  // No statement of all of them: one may take no longer than those of people.
  for (let from = 1; from <= many; from += 2_500)
    await database.query(
      `INSERT INTO message (id, conversation_id, sequence, sender_kind, body, client_message_id)
       SELECT gen_random_uuid(), $1::uuid, n, 'GUEST', 'Line ' || n || '.' || repeat(' And more.', n % 40), 'c' || n
       FROM generate_series($2::int, $3::int) n`,
      [rowId, from, from + 2_499],
    );
  await database.query('UPDATE conversation SET last_sequence = $2::int WHERE id = $1::uuid', [rowId, many]);
  const middle = await database.query<{ id: string }>(
    'SELECT id::text AS id FROM message WHERE conversation_id = $1::uuid AND sequence = $2::int',
    [rowId, many / 2],
  );
  const [wanted] = middle.map((row) => Buffer.from(`Message:${row.id}`).toString('base64'));

  await using desk = await chat.open('staff', inbox(id));
  const { page } = desk;
  const line = (number: number) => log(page).getByText(new RegExp(`^Line ${number}\\.`));
  const rows = log(page)
    .locator('[data-index]')
    .filter({ hasText: /Line \d/ });
  await line(many).waitFor();
  const scroll = (to: 'top' | 'end') =>
    log(page).evaluate((element: { scrollTop: number; scrollHeight: number }, where) => {
      element.scrollTop = where === 'top' ? 0 : element.scrollHeight;
    }, to);
  let reached = many;
  await expect
    .poll(
      async () => {
        await scroll('top');
        const [top = many] = await expectOnePiece(rows, 80);
        reached = Math.min(reached, top);
        return reached;
      },
      { timeout: 240_000, interval: 20 },
    )
    .toBe(1);
  await line(1).waitFor();
  expect(await seenInTheMiddle(log(page))).toMatch(/Line \d+/);

  await page.getByRole('button', { name: /new message|newest/i }).click();
  await line(many).waitFor();
  await expectOnePiece(rows, 80);

  // Into the middle of it, and on from there in both directions.
  await page.goto(`${inbox(id)}?message=${encodeURIComponent(wanted ?? '')}`);
  await line(many / 2).waitFor();
  await expectOnePiece(rows, 80);
  for (const [way, number] of [
    ['end', many / 2 + 200],
    ['top', many / 2 - 200],
  ] as const)
    await expect
      .poll(
        async () => {
          await scroll(way);
          const numbers = await expectOnePiece(rows, 80);
          return way === 'end' ? (numbers.at(-1) ?? 0) >= number : (numbers[0] ?? many) <= number;
        },
        { timeout: 60_000, interval: 20 },
      )
      .toBe(true);
  expect(desk.wrongs).toEqual([]);
}, 360_000);

it('C7: ten thousand bookings are one table, with few rows in the page and the right ones wherever one looks', async () => {
  const { app } = chat.running;
  const large = await aProperty(app, { slug: 'large-hotel', name: 'Large Hotel' });
  await app.database.prisma.membership.create({
    data: { propertyId: large.id, userId: rowIdOf(chat.ids.staff), role: 'STAFF' },
  });
  const offering = await anOffering(app, large, { units: 1 });
  for (let from = 1; from <= many; from += 2_500)
    await app.database.prisma.$executeRaw`
      INSERT INTO booking (id, code, property_id, offering_id, guest_name, status, "from", "to", starts_at, ends_at,
        arrival_on, departure_on, unit_price_amount, total_amount, currency, free_cancellation_until, updated_at)
      SELECT gen_random_uuid(), 'ROW' || n, ${large.id}::uuid, ${offering.id}::uuid, 'Row ' || n, 'COMPLETED',
        '2024-01-01', '2024-01-02', now() - n * interval '1 hour', now() - n * interval '1 hour' + interval '1 day',
        '2024-01-01', '2024-01-02', 100, 100, 'EUR', now(), now()
      FROM generate_series(${from}::int, ${from + 2_499}::int) AS n`;
  await using opened = await chat.open('staff', '/console/properties/large-hotel/bookings?sort=ARRIVAL_DESC');
  const { page } = opened;
  await page.getByText(`${many} bookings`).waitFor();
  const table = page.getByRole('table', { name: 'Bookings' });
  expect(await table.getAttribute('aria-rowcount')).toBe(String(many + 1));
  const rows = table.getByRole('row').filter({ hasText: /Row \d/ });
  await rows.first().waitFor();
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        return (await expectOnePiece(rows, 80)).at(-1);
      },
      { timeout: 240_000, interval: 20 },
    )
    .toBe(many);

  // Far jumps within what is there: each row says which it is, and is that one.
  for (const share of [0.5, 0.1, 0.9, 0]) {
    await page.evaluate((part) => window.scrollTo(0, (document.body.scrollHeight - window.innerHeight) * part), share);
    await expect.poll(() => seenInTheMiddle(table)).toMatch(/Row \d+/);
    const numbers = await expectOnePiece(rows, 80);
    const row = table.locator(`[aria-rowindex="${(numbers[3] ?? 0) + 1}"]`);
    await expect.poll(() => row.textContent()).toContain(`Row ${numbers[3]}`);
  }
  await table.getByText('Row 1', { exact: true }).waitFor();
  expect(opened.wrongs).toEqual([]);
}, 360_000);

/** The text of the row at the middle of the window: nothing where there is a blank. */
const seenInTheMiddle = (list: Locator): Promise<string> =>
  list.evaluate((element: Element) => {
    const box = element.getBoundingClientRect();
    const middle = document.elementFromPoint(
      box.left + box.width / 4,
      (Math.max(0, box.top) + Math.min(window.innerHeight, box.bottom)) / 2,
    );
    return middle?.closest('[data-index]')?.textContent ?? '';
  });
