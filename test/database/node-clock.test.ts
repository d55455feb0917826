import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inDays } from '../bookings/clock.js';
import { aDesk, book } from '../bookings/desk.js';
import { aHouse, confirmed } from '../notifications/people.js';
import { aCashier, rawId } from '../payments/cashier.js';
import { checkout, type Online, startOnline } from '../payments/online.js';
import { eventually } from '../support/eventually.js';
import { globalId } from '../support/global-id.js';
import { startTelegramApi, type TelegramApi } from '../support/telegram-api.js';

let telegram: TelegramApi;
let online: Online;
beforeAll(async () => {
  telegram = await startTelegramApi();
  online = await startOnline({
    TELEGRAM_BOT_TOKEN: '4711:the-token-of-the-bot',
    TELEGRAM_WEBHOOK_SECRET: 'the secret of the webhook',
    TELEGRAM_API_ROOT: telegram.url,
  });
});
afterAll(async () => {
  await online.close();
  await telegram[Symbol.asyncDispose]();
});

/** By the clock of the database: how many minutes are left until what this statement finds. */
async function minutesLeft(statement: string, ...values: unknown[]): Promise<number> {
  const [row] = await online.running.app.database.query<{ minutes: number }>(
    `SELECT extract(epoch FROM ((${statement}) - now()))::float8 / 60 AS minutes`,
    values,
  );
  return row?.minutes ?? Number.NaN;
}

/** On PostgreSQL: the embedded database has the clock of its process. */
describe.each([
  { is: 'ahead', minutes: 30 },
  { is: 'behind', minutes: -30 },
])('a node whose clock is half an hour $is', ({ minutes }) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + minutes * 60_000);
  });
  afterEach(() => void vi.useRealTimers());

  it('B8: a booking waits to be confirmed for as long as the property says', async () => {
    const { running } = online;
    const desk = await aDesk(running, {}, { settings: { create: { pendingHours: 2 } } });
    const { code } = await book(running, desk, { from: inDays(20), to: inDays(21) });
    expect(await minutesLeft('SELECT expires_at FROM booking WHERE code = $1', code)).toBeCloseTo(120, 0);
  });

  it('B13, B14: somebody is busy for an hour, and the link to the bot works for a quarter of one', async () => {
    const { running } = online;
    const { property, desk } = await aDesk(running);
    const { id } = await running.app.database.prisma.provider.create({
      data: { propertyId: property.id, name: 'Ha-eun', kind: 'STYLIST' },
    });
    const { data } = await running.ask(
      `mutation ($id: ID!) {
        setProviderStatus(input: { id: $id, status: BUSY }) { userErrors { code } }
        createTelegramLink(input: { providerId: $id }) { userErrors { code } }
      }`,
      { id: globalId('Provider', id) },
      desk,
    );
    expect(data).toEqual({ setProviderStatus: { userErrors: [] }, createTelegramLink: { userErrors: [] } });
    expect(await minutesLeft('SELECT status_until FROM provider WHERE id = $1', id)).toBeCloseTo(60, 0);
    expect(await minutesLeft('SELECT expires_at FROM telegram_link WHERE provider_id = $1', id)).toBeCloseTo(15, 0);
  });

  it('N7: what somebody is told goes out at once', async () => {
    const { running } = online;
    const house = await aHouse(running);
    await confirmed(running, house);
    await eventually(async () =>
      expect(
        await running.app.database.prisma.delivery.findMany({
          where: { userId: house.guest.id, channel: 'EMAIL' },
          select: { status: true },
        }),
      ).toEqual([{ status: 'SENT' }]),
    );
  });

  it('P3: a gateway is asked within a minute what became of a payment', async () => {
    const { running } = online;
    const { payment } = await checkout({ running, cashier: await aCashier(running) });
    const left = await minutesLeft('SELECT check_at FROM payment WHERE id = $1', rawId(payment.id));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(1);
  });
});
