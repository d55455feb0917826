import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StripeStandIn } from '../payments/stripe-stand-in.js';
import { eventually } from '../support/eventually.js';
import { startTelegramApi, type TelegramApi } from '../support/telegram-api.js';
import { transports } from '../support/transports.js';
import { act, done, inDays } from './support/acting.js';
import { open, other, target, tokenAs } from './support/target.js';

let stripe: StripeStandIn;
let telegram: TelegramApi;
let guest: string | null;
let owner: string | null;
beforeAll(async () => {
  stripe = await StripeStandIn.start(target().ports.stripe);
  telegram = await startTelegramApi(target().ports.telegram);
  guest = await tokenAs('guest', target().prey);
  owner = await tokenAs('owner', target().prey);
});
afterAll(async () => {
  await stripe?.[Symbol.asyncDispose]();
  await telegram?.[Symbol.asyncDispose]();
});

const deliver = (payload: string, signature: string | null, at = open(), path = '/webhooks/payments/stripe') =>
  fetch(`${at.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature !== null && { 'stripe-signature': signature }) },
    body: payload,
  }).then(async (response) => ({ status: response.status, text: await response.text() }));

let day = 100;
async function checkout() {
  day += 1;
  const slot = { offeringId: target().prey.ids.Offering, from: inDays(day), to: inDays(day + 1) };
  const { booking } = await done(open(), guest, 'createBooking', slot, 'booking { id }');
  const before = new Set(stripe.intents.keys());
  const { payment } = await done(
    open(),
    guest,
    'createPayment',
    { bookingId: booking.id, gateway: 'stripe' },
    'payment { id }',
  );
  const ref = [...stripe.intents.keys()].find((id) => !before.has(id)) ?? '';
  return { id: payment.id as string, ref };
}
const now = async (id: string) =>
  (
    await transports.HTTP(
      other(),
      'query ($id: ID!) { payment(id: $id) { status captured { amount } ledger { kind } } }',
      { id },
      owner,
    )
  ).data.payment;

describe('attack 22: webhooks of the gateway', () => {
  const wrong: Record<
    string,
    (good: { payload: string; signature: string }) => [payload: string, signature: string | null]
  > = {
    'without a signature': ({ payload }) => [payload, null],
    'with an empty signature': ({ payload }) => [payload, ''],
    'with a signature of nothing': ({ payload }) => [payload, 't=1,v1=0'],
    'with another secret': ({ payload, signature }) => [payload, signature.replace(/v1=[0-9a-f]{4}/, 'v1=0000')],
    'with the old scheme alone': ({ payload, signature }) => [payload, signature.replace('v1=', 'v0=')],
    'with another time': ({ payload, signature }) => [
      payload,
      signature.replace(/t=\d+/, `t=${Math.floor(Date.now() / 1_000) + 1}`),
    ],
    'with a space more': ({ payload, signature }) => [`${payload} `, signature],
    'written anew': ({ payload, signature }) => [JSON.stringify(JSON.parse(payload)), signature],
    'with another amount': ({ payload, signature }) => [payload.replace('10000', '1'), signature],
    'with no body': ({ signature }) => ['', signature],
  };
  it.each(Object.entries(wrong))('attack 22: %s: refused, and nothing happens', async (_what, change) => {
    const { id, ref } = await checkout();
    const [payload, signature] = change(stripe.event(stripe.pay(ref)));
    const answer = await deliver(payload, signature);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(/whsec|stack|node_modules/);
    expect(await now(id)).toMatchObject({ captured: { amount: 0 } });
  });

  it('attack 22: a webhook of an hour ago is refused', async () => {
    const { id, ref } = await checkout();
    const { payload, signature } = stripe.event(stripe.pay(ref), { signedAt: Date.now() - 3_600_000 });
    expect((await deliver(payload, signature)).status).toBeGreaterThanOrEqual(400);
    expect(await now(id)).toMatchObject({ captured: { amount: 0 } });
  });

  it('attack 22: the same one twenty times, on both nodes, is heard once', async () => {
    const { id, ref } = await checkout();
    const { payload, signature } = stripe.event(stripe.pay(ref));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => deliver(payload, signature, index % 2 === 0 ? open() : other())),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await eventually(async () =>
      expect(await now(id)).toMatchObject({ status: 'CAPTURED', captured: { amount: 10_000 } }),
    );
    const { ledger } = await now(id);
    expect(ledger.filter(({ kind }: { kind: string }) => kind === 'CAPTURED')).toHaveLength(1);
  });

  it('attack 22: the same one twenty times makes us ask the gateway no more often than one does', async () => {
    const questionsAbout = (ref: string) => stripe.questions.filter((path) => path.endsWith(`/${ref}`)).length;
    const askedFor = async (times: number) => {
      const { id, ref } = await checkout();
      const { payload, signature } = stripe.event(stripe.pay(ref));
      const before = questionsAbout(ref);
      for (let time = 0; time < times; time++) await deliver(payload, signature, time % 2 === 0 ? open() : other());
      await eventually(async () => expect(await now(id)).toMatchObject({ status: 'CAPTURED' }));
      return () => questionsAbout(ref) - before;
    };
    const often = await askedFor(20);
    // What was to be done because of those came before what is to be done because of this one.
    const once = await askedFor(1);
    // What is open is also asked about by itself, now and then.
    expect(often()).toBeLessThanOrEqual(once() + 3);
  });

  it('attack 22: what comes in the wrong order ends as it is', async () => {
    const { id, ref } = await checkout();
    stripe.pay(ref, 'fails');
    const failed = stripe.event({ ...stripe.intents.get(ref) }, { type: 'payment_intent.payment_failed' });
    const paid = stripe.event({ ...stripe.pay(ref) });
    await deliver(paid.payload, paid.signature);
    await deliver(failed.payload, failed.signature, other());
    await eventually(async () =>
      expect(await now(id)).toMatchObject({ status: 'CAPTURED', captured: { amount: 10_000 } }),
    );
  });

  it.each([
    '/webhooks/payments/paypal',
    '/webhooks/payments/',
    '/webhooks/payments/desk',
    '/webhooks/payments/../telegram',
    '/webhooks/payments/__proto__',
  ])('attack 22: there is no gateway at %s', async (path) => {
    const { payload, signature } = stripe.event({ id: 'pi_x', object: 'payment_intent' });
    const { status } = await deliver(payload, signature, open(), path);
    expect([401, 404, 405]).toContain(status);
  });

  it('attack 22: a body of a megabyte is not read to its end', async () => {
    const { status } = await deliver('x'.repeat(1_000_000), 't=1,v1=0').catch(() => ({ status: 413 }));
    expect(status).toBe(413);
  });
});

let updates = 10_000;
const message = (chat: number, text: string, id = ++updates) => ({
  update_id: id,
  message: {
    message_id: 1,
    date: 1_790_000_000,
    chat: { id: chat, type: 'private', first_name: 'Ha-eun' },
    from: { id: chat, is_bot: false, first_name: 'Ha-eun', language_code: 'en' },
    text,
    ...(text.startsWith('/') && {
      entities: [{ type: 'bot_command', offset: 0, length: text.split(' ', 1)[0]?.length }],
    }),
  },
});
const post = (
  body: string,
  headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': target().secrets.telegram },
  at = open(),
) =>
  fetch(`${at.url}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  }).then(async (response) => ({ status: response.status, text: await response.text() }));
const answersTo = (chat: number) => telegram.sent.filter(({ chat_id }) => chat_id === String(chat));
const statusOf = async (of: 'prey' | 'theirs', role: 'owner' = 'owner') =>
  (
    await transports.HTTP(
      open(),
      'query ($id: ID!) { provider(id: $id) { status } }',
      { id: target()[of].ids.Provider },
      await tokenAs(role, target()[of]),
    )
  ).data.provider.status;

describe('attack 23: the Telegram bot', () => {
  beforeAll(async () => {
    for (const of of ['prey', 'theirs'] as const)
      await act(open(), await tokenAs('owner', target()[of]), 'setProviderStatus', {
        id: target()[of].ids.Provider,
        status: 'AVAILABLE',
      });
  });

  it.each([
    ['no secret', {}],
    ['an empty one', { 'x-telegram-bot-api-secret-token': '' }],
    ['another one', { 'x-telegram-bot-api-secret-token': 'the secret of the webhooK' }],
    ['a longer one', { 'x-telegram-bot-api-secret-token': 'the secret of the webhook!' }],
    ['the beginning of it', { 'x-telegram-bot-api-secret-token': 'the secret' }],
  ])('attack 23: %s: 401, and nobody hears anything', async (_what, headers) => {
    const chat = 7_000 + updates;
    const { status } = await post(JSON.stringify(message(chat, '/status')), headers);
    expect(status).toBe(401);
    expect(answersTo(chat)).toEqual([]);
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"update_id":"x"}',
    '{"update_id":1e400}',
    '{"update_id":-1,"message":null}',
    '{',
    JSON.stringify({ update_id: 1, message: { chat: null } }),
  ])('attack 23: an update that is %s is no fault of ours', async (body) =>
    expect((await post(body)).status).toBeLessThan(500),
  );

  it('attack 23: a chat that nobody has linked changes nothing', async () => {
    const before = [await statusOf('prey'), await statusOf('theirs')];
    for (const command of ['/busy', '/off', '/available', '/status'])
      expect((await post(JSON.stringify(message(8_001, command)))).status).toBe(200);
    expect([await statusOf('prey'), await statusOf('theirs')]).toEqual(before);
  });

  it.each(['/start', '/start x', `/start ${'A'.repeat(32)}`, '/start ../../etc', "/start ' OR 1=1"])(
    'attack 23: “%s” links to nobody',
    async (text) => {
      const chat = 8_100 + updates;
      await post(JSON.stringify(message(chat, text)));
      await post(JSON.stringify(message(chat, '/busy')));
      expect(await statusOf('prey')).toBe('AVAILABLE');
      expect(await statusOf('theirs')).toBe('AVAILABLE');
    },
  );

  it('attack 23: a driver speaks for themselves alone, and each update once', async () => {
    const chat = 9_001;
    const driver = await tokenAs('provider', target().prey);
    const { link } = await done(
      open(),
      driver,
      'createTelegramLink',
      { providerId: target().prey.ids.Provider },
      'link { code }',
    );
    await post(JSON.stringify(message(chat, `/start ${link.code}`)));
    await eventually(() => expect(answersTo(chat).length).toBe(1));
    // The code is used up: nobody else becomes them by it.
    await post(JSON.stringify(message(9_002, `/start ${link.code}`)));
    const busy = message(chat, '/busy');
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        post(JSON.stringify(busy), undefined, index % 2 === 0 ? open() : other()),
      ),
    );
    await eventually(async () => expect(await statusOf('prey')).toBe('BUSY'));
    await eventually(() => expect(answersTo(chat).length).toBe(2));
    await post(JSON.stringify(message(9_002, '/off')));
    expect(await statusOf('prey')).toBe('BUSY');
    expect(await statusOf('theirs')).toBe('AVAILABLE');
    // An older update that comes again does not bring the old state back.
    await post(JSON.stringify(message(chat, '/available')));
    await eventually(async () => expect(await statusOf('prey')).toBe('AVAILABLE'));
    await post(JSON.stringify(busy), undefined, other());
    expect(await statusOf('prey')).toBe('AVAILABLE');
    await act(open(), driver, 'removeTelegramLink', { providerId: target().prey.ids.Provider });
  });
});
