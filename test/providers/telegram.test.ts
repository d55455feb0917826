import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { inDays } from '../bookings/clock.js';
import { aDesk, type Desk, eventsOf } from '../bookings/desk.js';
import { type RunningApp, startApp, startNode } from '../support/app.js';
import { newDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { aMember, appointments, password, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { startTelegramApi, type TelegramApi } from '../support/telegram-api.js';

const token = '4711:the-token-of-the-bot';
const secret = 'the secret of the webhook';
let telegram: TelegramApi;
/** Two on PostgreSQL; the embedded database belongs to one process. */
let nodes: RunningApp[];
let running: RunningApp;
beforeAll(async () => {
  telegram = await startTelegramApi();
  const env = {
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_API_ROOT: `${telegram.url}/`,
    LIMIT_USER_COST: '100000',
    LIMIT_BODY_BYTES: '20000',
  };
  const database = await newDatabase(inject('engine'));
  running = await startNode(database, env, () => database.drop());
  nodes = inject('engine') === 'embedded' ? [running, running] : [await startNode(database, env), running];
});
afterAll(async () => {
  for (const node of new Set(nodes)) await node.close();
  await telegram[Symbol.asyncDispose]();
});

let chats = 1_000;
let updates = 1;
const newChat = () => ++chats;

const post = (body: string, headers: Record<string, string> = {}, { url } = running) =>
  fetch(`${url}/webhooks/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret, ...headers },
    body,
  });

/** What Telegram sends when somebody writes to the bot. */
const message = (chat: number, text: string, { type = 'private', id = ++updates } = {}) => ({
  update_id: id,
  message: {
    message_id: 1,
    date: 1_790_000_000,
    chat: { id: chat, type, first_name: 'Ha-eun' },
    from: { id: chat, is_bot: false, first_name: 'Ha-eun', language_code: 'en' },
    text,
    ...(text.startsWith('/') && {
      entities: [{ type: 'bot_command', offset: 0, length: text.split(' ', 1)[0]?.length }],
    }),
  },
});

const write = async (chat: number, text: string, options = {}) =>
  expect((await post(JSON.stringify(message(chat, text, options)))).status).toBe(200);
const answersTo = (chat: number) =>
  telegram.sent.filter(({ chat_id }) => chat_id === String(chat)).map(({ text }) => text);
const answered = (chat: number, ...texts: RegExp[]) =>
  eventually(() => {
    expect(answersTo(chat)).toHaveLength(texts.length);
    for (const [index, text] of texts.entries()) expect(answersTo(chat)[index]).toMatch(text);
  });

const createLink = `mutation ($id: ID!, $key: String) { createTelegramLink(input: { providerId: $id, idempotencyKey: $key }) {
  link { code url expiresAt } userErrors { __typename code }
} }`;
const removeLink = `mutation ($id: ID!) { removeTelegramLink(input: { providerId: $id }) {
  provider { telegramLinkedAt } userErrors { code }
} }`;
const looked = `query ($id: ID!) { provider(id: $id) { status statusReason statusUntil telegramLinkedAt } }`;

/** A stylist with an account, unless it is said otherwise. */
async function aStylist(desk: Desk, values: { userId?: null } = {}) {
  const { user } = await aMember(running.app, desk.property, 'STAFF');
  const data = { propertyId: desk.property.id, name: 'Ha-eun', kind: 'STYLIST', userId: user.id, ...values } as const;
  const { id } = await running.app.database.prisma.provider.create({ data });
  return { id: globalId('Provider', id), row: id, user, token: await signedIn(running.app, user) };
}

async function linked(stylist: Awaited<ReturnType<typeof aStylist>>, chat = newChat()) {
  const { data } = await running.ask(createLink, { id: stylist.id }, stylist.token);
  await write(chat, `/start ${data.createTelegramLink.link.code}`);
  await answered(chat, /speaks for Ha-eun/);
  return chat;
}

const standing = async (id: string, by: string) => (await running.ask(looked, { id }, by)).data.provider;

it('threat 23: who does not know the secret is refused, and so is what is no update', async () => {
  const body = JSON.stringify(message(newChat(), '/status'));
  for (const given of ['', 'wrong', `${secret}x`, secret.slice(0, -1)])
    expect((await post(body, { 'x-telegram-bot-api-secret-token': given })).status).toBe(401);
  expect((await fetch(`${running.url}/webhooks/telegram`)).status).toBe(405);
  for (const wrong of ['', '{', '[]', '"x"', '{"update_id":"1"}', '{"update_id":1.5}'])
    expect((await post(wrong)).status).toBe(400);
  expect((await post(JSON.stringify({ update_id: ++updates, text: 'x'.repeat(20_000) }))).status).toBe(413);
  // What Telegram may send besides is nothing for us.
  expect((await post(JSON.stringify({ update_id: ++updates, poll: { id: '1' } }))).status).toBe(200);
  await using without = await startApp();
  expect((await post(body, {}, without)).status).toBe(404);
  const desk = await aDesk(without);
  const { id } = await without.app.database.prisma.provider.create({
    data: { propertyId: desk.property.id, name: 'Ana', kind: 'GUIDE' },
  });
  const { data } = await without.ask(createLink, { id: globalId('Provider', id) }, desk.desk);
  expect(data.createTelegramLink.userErrors).toEqual([{ __typename: 'NotAllowedError', code: 'NO_TELEGRAM_BOT' }]);
});

it('B14: a chat is linked by a code that is valid once, for a quarter of an hour, and the newest alone', async () => {
  const desk = await aDesk(running);
  const stylist = await aStylist(desk);
  const make = async (key?: string) =>
    (await running.ask(createLink, { id: stylist.id, key }, stylist.token)).data.createTelegramLink.link;
  const older = await make();
  const link = await make('the-same');
  expect(await make('the-same')).toEqual(link);
  expect(link.url).toBe(`https://t.me/desk_bot?start=${link.code}`);
  expect(link.code).toMatch(/^[\w-]{32}$/);
  expect(Date.parse(link.expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  const [mine, other] = [newChat(), newChat()];
  await write(other, `/start ${older.code}`);
  await answered(other, /not valid any more/);
  await write(mine, `/start ${link.code}`);
  await answered(mine, /speaks for Ha-eun at Hotel/);
  await write(other, `/start ${link.code}`);
  await answered(other, /not valid/, /not valid/);
  expect((await standing(stylist.id, desk.desk)).telegramLinkedAt).not.toBeNull();
  const late = await make();
  await running.app.database.script(`UPDATE telegram_link SET expires_at = now()`);
  await write(other, `/start ${late.code}`);
  await answered(other, /not valid/, /not valid/, /not valid/);
  // Whoever uses one at once with somebody else: one of them has it.
  const raced = await make();
  const racers = [newChat(), newChat()];
  await Promise.all(racers.map((chat) => write(chat, `/start ${raced.code}`)));
  await eventually(() => expect(racers.flatMap(answersTo)).toHaveLength(2));
  expect(racers.flatMap(answersTo).filter((text) => /speaks for/.test(text))).toHaveLength(1);
});

it('B14: what they write to the bot is their status, in the words of the API', async () => {
  const desk = await aDesk(running, { ...appointments, units: 2, providerKind: 'STYLIST' }, { timeZone: 'UTC' });
  const stylist = await aStylist(desk);
  const chat = await linked(stylist);
  await write(chat, '/busy 45 Lunch');
  const busy = await standing(stylist.id, desk.desk);
  expect(busy).toMatchObject({ status: 'BUSY', statusReason: 'Lunch' });
  expect(Date.parse(busy.statusUntil) - Date.now()).toBeGreaterThan(44 * 60_000);
  expect(Date.parse(busy.statusUntil) - Date.now()).toBeLessThanOrEqual(45 * 60_000);
  expect((await eventsOf(running, `property:${desk.property.id}`)).at(-2)).toMatchObject({
    type: 'ProviderStatusChanged',
    actor: `user:${stylist.user.id}`,
    payload: { from: 'AVAILABLE', to: 'BUSY' },
  });
  await write(chat, '/status');
  await answered(chat, /speaks/, /Ha-eun: busy until .*\(Lunch\)/, /Ha-eun: busy until/);
  await write(chat, '/off');
  const off = await standing(stylist.id, desk.desk);
  expect(off).toMatchObject({ status: 'OFF_DUTY', statusReason: null, statusUntil: `${inDays(1)}T00:00:00.000Z` });
  await write(chat, '/busy 100000');
  await write(chat, '/available');
  expect(await standing(stylist.id, desk.desk)).toMatchObject({ status: 'AVAILABLE', statusUntil: null });
  await write(chat, 'Good morning!');
  await answered(chat, /speaks/, /busy/, /busy/, /off duty/, /from 1 to 1440/, /Ha-eun: available\./, /\/status/);
  expect(telegram.paths.every((path) => path.startsWith(`/bot${token}/`))).toBe(true);
});

it('B14: the bot speaks the language of whom it speaks to', async () => {
  const desk = await aDesk(running, {}, { settings: { create: { locale: 'ko' } } });
  const guide = await aStylist(desk, { userId: null });
  const { data } = await running.ask(createLink, { id: guide.id }, desk.desk);
  const chat = newChat();
  await write(chat, `/start ${data.createTelegramLink.link.code}`);
  await answered(chat, /연결되었습니다/);
  await write(chat, '/busy 점심');
  await answered(chat, /연결/, /Ha-eun: 업무 중.*점심/);
  expect((await standing(guide.id, desk.desk)).statusReason).toBe('점심');
});

it('B14: an update that comes again, at once or on another node, is done once', async () => {
  const desk = await aDesk(running);
  const stylist = await aStylist(desk);
  const chat = await linked(stylist);
  const update = JSON.stringify(message(chat, '/busy 30 Once'));
  const answers = await Promise.all([0, 1, 2, 3, 4, 5].map((number) => post(update, {}, nodes[number % 2])));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  await write(chat, '/available');
  expect((await post(update, {}, nodes[0])).status).toBe(200);
  expect((await standing(stylist.id, desk.desk)).status).toBe('AVAILABLE');
  await answered(chat, /speaks/, /busy/, /available/);
});

it('B14: a status is set at once while Telegram hangs or fails, and the answer comes when it is back', async () => {
  const desk = await aDesk(running);
  const stylist = await aStylist(desk);
  const chat = await linked(stylist);
  const goOn = telegram.hang();
  await write(chat, '/busy');
  expect((await standing(stylist.id, desk.desk)).status).toBe('BUSY');
  telegram.refusals.push({ error_code: 502, description: 'Bad Gateway' });
  goOn();
  await write(chat, '/off');
  expect((await standing(stylist.id, desk.desk)).status).toBe('OFF_DUTY');
  await eventually(() => expect(answersTo(chat)).toHaveLength(3), 30_000);
  const { url } = await (async () => {
    const hanging = telegram.hang();
    // A link is made all the same; without knowing how the bot is called it has a code alone.
    const { data } = await running.ask(createLink, { id: stylist.id }, stylist.token);
    hanging();
    return data.createTelegramLink.link;
  })();
  expect(url).toContain('desk_bot');
});

it('B14: nothing that goes wrong tells the token of the bot', async () => {
  telegram.refusals.push({ error_code: 400, description: 'Bad Request: chat not found' });
  const refused = await running.app.telegram?.send('1', 'Hello').catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'TelegramProblem', code: '400', final: true });
  await using gone = await startApp({
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
  });
  const unreachable = await gone.app.telegram?.send('1', 'Hello').catch((error: unknown) => error);
  expect(unreachable).toMatchObject({ code: 'UNREACHABLE', final: false });
  for (const error of [refused, unreachable]) expect(inspect(error, { depth: 10 })).not.toContain('the-token');
  expect(await gone.app.telegram?.username()).toBeUndefined();
});

it('B14: who blocks the bot is unlinked, and not written to again', async () => {
  const desk = await aDesk(running);
  const stylist = await aStylist(desk);
  const chat = await linked(stylist);
  telegram.refusals.push({ error_code: 403, description: 'Forbidden: bot was blocked by the user' });
  await write(chat, '/status');
  await eventually(async () => expect((await standing(stylist.id, desk.desk)).telegramLinkedAt).toBeNull());
  expect(answersTo(chat)).toHaveLength(1);
});

it('threat 23: a stranger’s chat, a group, and whoever may not any more change nothing', async () => {
  const desk = await aDesk(running);
  const stylist = await aStylist(desk);
  const stranger = newChat();
  await write(stranger, '/busy 45');
  await answered(stranger, /do not know this chat/);
  const { data } = await running.ask(createLink, { id: stylist.id }, stylist.token);
  const group = newChat();
  await write(group, `/start ${data.createTelegramLink.link.code}`, { type: 'supergroup' });
  const chat = newChat();
  await write(chat, `/start ${data.createTelegramLink.link.code}`);
  await answered(chat, /speaks/);
  expect(answersTo(group)).toEqual([]);
  await running.app.database.prisma.user.update({ where: { id: stylist.user.id }, data: { status: 'DISABLED' } });
  await write(chat, '/off');
  await answered(chat, /speaks/, /cannot change this/);
  expect((await standing(stylist.id, desk.desk)).status).toBe('AVAILABLE');
});

it('threat 23: a chat speaks for one person, and never for another tenant', async () => {
  const [here, there] = [await aDesk(running), await aDesk(running)];
  const [first, second] = [await aStylist(here), await aStylist(there)];
  const chat = await linked(first);
  const { data } = await running.ask(createLink, { id: second.id }, second.token);
  await write(chat, `/start ${data.createTelegramLink.link.code}`);
  await write(chat, '/off');
  await answered(chat, /speaks/, /speaks/, /off duty/);
  expect((await standing(first.id, here.desk)).telegramLinkedAt).toBeNull();
  expect((await standing(first.id, here.desk)).status).toBe('AVAILABLE');
  expect((await standing(second.id, there.desk)).status).toBe('OFF_DUTY');
});

it('B14: who has an account links their own chat alone; the desk does so for the others, and unlinks', async () => {
  const desk = await aDesk(running);
  const owner = await signedIn(running.app, (await aMember(running.app, desk.property, 'OWNER')).user);
  const stylist = await aStylist(desk);
  const refused = await running.ask(createLink, { id: stylist.id }, owner);
  expect(refused.data.createTelegramLink.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  const chat = await linked(stylist);
  const removed = await running.ask(removeLink, { id: stylist.id }, owner);
  expect(removed.data.removeTelegramLink).toEqual({ provider: { telegramLinkedAt: null }, userErrors: [] });
  await write(chat, '/off');
  await answered(chat, /speaks/, /do not know this chat/);
  await linked(stylist, newChat());
  const again = await linked(stylist, newChat());
  await write(again, '/stop');
  await answered(again, /speaks/, /any more/);
  expect((await standing(stylist.id, desk.desk)).telegramLinkedAt).toBeNull();
});

it('A8: whoever erases their account takes their chat with them', async () => {
  const desk = await aDesk(running);
  const stylist = await aStylist(desk);
  const chat = await linked(stylist);
  const erase =
    'mutation ($password: String!) { eraseMyAccount(input: { password: $password }) { userErrors { code } } }';
  const { data } = await running.ask(erase, { password }, stylist.token);
  expect(data.eraseMyAccount.userErrors).toEqual([]);
  await write(chat, '/off');
  await answered(chat, /speaks/, /do not know this chat/);
});

it('B14: a chat that writes without end is not answered without end', async () => {
  const chat = newChat();
  for (let number = 0; number < 25; number++) await write(chat, '/status');
  const taken = await running.app.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'send-telegram-reply' AND data->>'chatId' = $1`,
    [String(chat)],
  );
  expect(taken[0]?.count).toBeGreaterThanOrEqual(20);
  expect(taken[0]?.count).toBeLessThan(25);
});
