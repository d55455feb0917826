import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import webPush from 'web-push';
import type { User } from '../../src/generated/prisma/client.js';
import type { DeliveryStatus, NotificationChannel } from '../../src/generated/prisma/enums.js';
import { isPublicAddress, publicLookup } from '../../src/notifications/channels/public-address.js';
import { isPushEndpoint } from '../../src/notifications/channels/push-endpoint.js';
import { startNotifications } from '../../src/notifications/notifications.js';
import { type RunningApp, startNode } from '../support/app.js';
import { newDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';
import { startTelegramApi, type TelegramApi } from '../support/telegram-api.js';
import { type MailServer, startMailServer } from './mail-server.js';
import { aHouse, confirmed, type House, told } from './people.js';
import { aBrowser, type PushService, startPushService } from './push-service.js';

const vapid = webPush.generateVAPIDKeys();
const botToken = '123456:canary-bot-token';
let database: TestDatabase;
let mail: MailServer;
let push: PushService;
let telegram: TelegramApi;
let running: RunningApp;
let admin: string;
let environment: Record<string, string>;

beforeAll(async () => {
  [mail, push, telegram] = await Promise.all([startMailServer(), startPushService(), startTelegramApi()]);
  environment = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Frontdesk <desk@frontdesk.example>',
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    VAPID_SUBJECT: 'mailto:ops@frontdesk.example',
    PUSH_ANYWHERE: '1',
    TELEGRAM_BOT_TOKEN: botToken,
    TELEGRAM_WEBHOOK_SECRET: 'a secret for the webhook',
    TELEGRAM_API_ROOT: telegram.url,
    PUBLIC_URL: 'https://desk.example',
  };
  database = await newDatabase(inject('engine'));
  running = await startNode(database, environment, () => database.drop());
  admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
});
afterAll(async () => {
  // The mail server first: whoever waits for it need not wait any more.
  for (const server of [mail, push, telegram]) await server[Symbol.asyncDispose]();
  await running.close();
});
afterEach(() => {
  mail.answers.length = 0;
  push.answers.length = 0;
});

/** What became of the deliveries to somebody, once it is this. */
const delivered = (
  { id: userId }: User,
  channel: NotificationChannel,
  wanted: Array<{ status: DeliveryStatus; problem?: string | null; attempts?: number }>,
) =>
  eventually(async () => {
    const rows = await running.app.database.prisma.delivery.findMany({
      where: { userId, channel },
      orderBy: { id: 'asc' },
    });
    expect(rows).toMatchObject(wanted);
    return rows;
  });

/** What waits for its next attempt is due now. */
const now = async () => {
  await running.app.database.query(`UPDATE delivery SET due_at = now() WHERE status = 'WAITING'`);
  running.app.notifications.courier.nudge();
};

/** The guest is also a guide of the house, and has linked a chat with the bot. */
const aChat = async ({ property, guest }: House, id: string) =>
  running.app.database.prisma.provider.create({
    data: {
      propertyId: property.id,
      name: 'Ana',
      kind: 'GUIDE',
      userId: guest.id,
      telegramChat: { create: { id } },
    },
  });

const mailsTo = ({ email }: User) => mail.mails.filter(({ to }) => to.some(({ address }) => address === email));

const register = async (token: string, path: string) => {
  const browser = aBrowser(`${push.url}${path}`);
  const { data } = await running.ask(
    'mutation ($input: RegisterPushSubscriptionInput!) { registerPushSubscription(input: $input) { pushSubscription { id device } userErrors { code field } } }',
    { input: browser.subscription },
    token,
  );
  expect(data.registerPushSubscription.userErrors).toEqual([]);
  return { ...browser, id: data.registerPushSubscription.pushSubscription.id as string };
};

it('N8, N9: a booking that the desk confirms notifies the guest in the app, by mail, by web push and by Telegram', async () => {
  const house = await aHouse(running);
  await aChat(house, '4711');
  const browser = await register(house.mine, '/guest');
  await using socket = openSocket(running, house.mine);
  const followed = socket.follow(
    'subscription { viewerEvents(kinds: [NOTIFICATION_CREATED]) { __typename ... on NotificationCreated { unreadCount notification { title subject { id } } } } }',
  );
  await eventually(() => expect(followed.items).toHaveLength(1));
  const id = await confirmed(running, house);
  const { code } = await running.app.database.prisma.booking.findUniqueOrThrow({ where: { id } });
  const title = `Your booking ${code} is confirmed`;
  const link = `https://desk.example/console/?open=${encodeURIComponent(globalId('Booking', id))}`;

  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(followed.items[1]).toEqual({
    __typename: 'NotificationCreated',
    unreadCount: 1,
    notification: { title, subject: { id: globalId('Booking', id) } },
  });

  const [written] = await eventually(() => {
    const mails = mailsTo(house.guest);
    expect(mails).toHaveLength(1);
    return mails;
  });
  expect(written).toMatchObject({ subject: title, from: { address: 'desk@frontdesk.example' } });
  expect(written?.text).toContain(link);
  expect(written?.html).toContain(`href="${link}"`);
  expect(written?.html).toContain(house.property.name);

  await eventually(() => expect(push.pushed.filter(({ path }) => path === '/guest')).toHaveLength(1));
  const pushed = push.pushed.find(({ path }) => path === '/guest');
  expect(pushed?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
  const [, jwt = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(pushed?.headers.authorization ?? '') ?? [];
  expect(key).toBe(vapid.publicKey);
  expect(decodeJwt(jwt)).toMatchObject({ aud: push.url, sub: 'mailto:ops@frontdesk.example' });
  expect(pushed?.body.includes(code)).toBe(false);
  expect(browser.read(pushed?.body ?? Buffer.alloc(0))).toMatchObject({ title, url: link, type: 'BOOKING' });

  await eventually(() => expect(telegram.sent).toHaveLength(1));
  expect(telegram.sent[0]).toMatchObject({ chat_id: '4711' });
  expect(telegram.paths).toContain(`/bot${botToken}/sendMessage`);
  expect(telegram.sent[0]?.text).toContain(title);
  for (const channel of ['EMAIL', 'WEB_PUSH', 'TELEGRAM'] as const)
    await delivered(house.guest, channel, [{ status: 'SENT', attempts: 1, problem: null }]);
});

it('N8, N11: writes in the language of who reads, and escapes what people wrote', async () => {
  const guest = await aUser(running.app, { settings: { create: { locale: 'ko-KR', timeZone: 'Asia/Seoul' } } });
  const house = await aHouse(running, guest);
  await running.app.database.prisma.property.update({
    where: { id: house.property.id },
    data: { name: '<b>Hotel</b>\r\nBcc: all@example.com' },
  });
  await confirmed(running, house);
  await delivered(guest, 'EMAIL', [{ status: 'SENT' }]);
  const [written] = mailsTo(guest);
  expect(written?.subject).toMatch(/^예약 .* 확정되었습니다$/);
  expect(written?.html).toContain('&lt;b&gt;Hotel&lt;/b&gt;');
  expect(written?.html).not.toContain('<b>');
  expect(written?.html).toMatch(/\d{4}년/);
  expect(mail.mails.flatMap(({ to }) => to).map(({ address }) => address)).not.toContain('all@example.com');
});

it('N8: tries again what the server refuses for now, and gives up at once what it refuses for good', async () => {
  const house = await aHouse(running);
  mail.answers.push(451);
  await confirmed(running, house);
  await delivered(house.guest, 'EMAIL', [{ status: 'WAITING', problem: 'SMTP_451', attempts: 1 }]);
  const [waiting] = await running.app.database.prisma.delivery.findMany({
    where: { userId: house.guest.id, channel: 'EMAIL' },
  });
  expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now() + 4_000);
  await now();
  await delivered(house.guest, 'EMAIL', [{ status: 'SENT', problem: null, attempts: 2 }]);
  expect(mailsTo(house.guest)).toHaveLength(1);

  const other = await aHouse(running);
  mail.answers.push(550);
  await confirmed(running, other);
  await delivered(other.guest, 'EMAIL', [{ status: 'DEAD', problem: 'SMTP_550', attempts: 1 }]);
  expect(mailsTo(other.guest)).toHaveLength(0);
  const metrics = await (await fetch(`${running.url}/metrics`)).text();
  expect(metrics).toMatch(/frontdesk_deliveries\{channel="EMAIL",status="dead"\} [1-9]/);
});

it('N8: what fails too often is a dead letter, which an administrator sees, looks at, tries again and sends once more', async () => {
  const house = await aHouse(running);
  mail.answers.push(...Array(8).fill(451));
  await confirmed(running, house);
  for (let attempts = 1; attempts < 8; attempts++) {
    await delivered(house.guest, 'EMAIL', [{ status: 'WAITING', attempts }]);
    await now();
  }
  await delivered(house.guest, 'EMAIL', [{ status: 'DEAD', attempts: 8 }]);
  const fields = 'id status attempts problem template user { name } preview { subject html text } sentAt';
  const list = `query ($userId: ID!) { emailDeliveries(userId: $userId, statuses: [DEAD, SENT]) { totalCount nodes { ${fields} } } }`;
  const variables = { userId: globalId('User', house.guest.id) };
  const [dead] = (await running.ask(list, variables, admin)).data.emailDeliveries.nodes;
  expect(dead).toMatchObject({
    status: 'DEAD',
    problem: 'SMTP_451',
    template: 'booking.confirmed',
    user: { name: house.guest.name },
    preview: { subject: expect.stringMatching(/is confirmed$/) },
    sentAt: null,
  });
  const act = async (name: string, id: string) =>
    (
      await running.ask(
        `mutation ($id: ID!) { ${name}(input: { id: $id }) { emailDelivery { id status } userErrors { code } } }`,
        { id },
        admin,
      )
    ).data[name];
  expect(await act('resendEmail', dead.id)).toMatchObject({ userErrors: [{ code: 'INVALID_TRANSITION' }] });
  expect(await act('retryEmail', dead.id)).toMatchObject({ userErrors: [] });
  await delivered(house.guest, 'EMAIL', [{ status: 'SENT', attempts: 1 }]);
  expect(await act('retryEmail', dead.id)).toMatchObject({ userErrors: [{ code: 'INVALID_TRANSITION' }] });
  expect(await act('resendEmail', dead.id)).toMatchObject({ userErrors: [] });
  await delivered(house.guest, 'EMAIL', [{ status: 'SENT' }, { status: 'SENT' }]);
  expect(new Set(mailsTo(house.guest).map(({ messageId }) => messageId)).size).toBe(2);
});

it('N8: what was read meanwhile is not mailed any more', async () => {
  const house = await aHouse(running);
  mail.answers.push(451);
  await confirmed(running, house);
  await delivered(house.guest, 'EMAIL', [{ status: 'WAITING' }]);
  await running.ask('mutation { markAllNotificationsRead(input: {}) { userErrors { code } } }', {}, house.mine);
  await now();
  await delivered(house.guest, 'EMAIL', [{ status: 'SKIPPED', problem: 'READ' }]);
});

it('N8, threat 11: who may not see it any more by then gets no mail of it', async () => {
  const house = await aHouse(running);
  mail.answers.push(451);
  const id = await confirmed(running, house);
  await delivered(house.guest, 'EMAIL', [{ status: 'WAITING' }]);
  await running.app.database.prisma.booking.update({ where: { id }, data: { guestId: null } });
  await now();
  await delivered(house.guest, 'EMAIL', [{ status: 'SKIPPED', problem: 'NOT_VISIBLE' }]);
  expect(mailsTo(house.guest)).toEqual([]);
});

it('N9: a browser that is gone is forgotten, a push service that is tired is asked again, and nobody is led elsewhere', async () => {
  const house = await aHouse(running);
  await register(house.mine, '/tired');
  push.answers.push(503);
  await confirmed(running, house);
  await delivered(house.guest, 'WEB_PUSH', [{ status: 'WAITING', problem: 'HTTP_503' }]);
  await now();
  await delivered(house.guest, 'WEB_PUSH', [{ status: 'SENT', attempts: 2 }]);
  push.answers.push(302);
  await confirmed(running, house);
  await delivered(house.guest, 'WEB_PUSH', [{ status: 'SENT' }, { status: 'DEAD', problem: 'HTTP_302' }]);
  expect(push.pushed.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  push.answers.push(410);
  await confirmed(running, house);
  await delivered(house.guest, 'WEB_PUSH', [
    { status: 'SENT' },
    { status: 'DEAD' },
    { status: 'DEAD', problem: 'HTTP_410' },
  ]);
  const { data } = await running.ask('{ viewer { pushSubscriptions { id } pushPublicKey } }', {}, house.mine);
  expect(data.viewer).toEqual({ pushSubscriptions: [], pushPublicKey: vapid.publicKey });
});

it('N9: a browser belongs to who registered it last, and is removed by nobody else', async () => {
  const [ana, ben] = [await aUser(running.app), await aUser(running.app)];
  const [anas, bens] = [await signedIn(running.app, ana), await signedIn(running.app, ben)];
  const { id } = await register(anas, '/shared');
  const remove = async (token: string) =>
    running.ask('mutation ($id: ID!) { removePushSubscription(input: { id: $id }) { removedId } }', { id }, token);
  expect((await remove(bens)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const again = await register(bens, '/shared');
  expect(again.id).toBe(id);
  expect((await remove(anas)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await remove(bens)).data.removePushSubscription.removedId).toBe(id);
});

it('N9: a Telegram chat that is gone is final; too many messages wait as long as they are told to', async () => {
  const house = await aHouse(running);
  await aChat(house, '4712');
  telegram.refusals.push({ error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 600 } });
  await confirmed(running, house);
  const [waiting] = await delivered(house.guest, 'TELEGRAM', [{ status: 'WAITING', problem: 'TELEGRAM_429' }]);
  expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now() + 500_000);
  telegram.refusals.push({ error_code: 403, description: 'Forbidden: bot was blocked by the user' });
  await now();
  await delivered(house.guest, 'TELEGRAM', [{ status: 'DEAD', problem: 'TELEGRAM_403' }]);
  expect(await running.app.database.prisma.telegramChat.count({ where: { id: '4712' } })).toBe(0);
});

it.each([
  'https://127.0.0.1/push',
  'https://10.0.0.1/push',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/push',
  'https://[::ffff:10.0.0.1]/push',
  'https://[fd00::1]/push',
  'https://0x7f000001/push',
  'https://localhost/push',
  'https://push.example:8443/push',
  'https://user:secret@push.example/push',
  'http://push.example/push',
  'file:///etc/passwd',
  'nonsense',
])('threat 24: %s is no push endpoint', (endpoint) => {
  expect(isPushEndpoint(endpoint, false)).toBe(false);
});

it('threat 24: push services of the world are, and their names are looked at as they are connected to', async () => {
  expect(isPushEndpoint('https://fcm.googleapis.com/fcm/send/abc', false)).toBe(true);
  expect(isPushEndpoint('https://8.8.8.8/push', false)).toBe(true);
  expect(
    ['100.64.0.1', '192.168.1.1', '::', 'fe80::1', '224.0.0.1', '64:ff9b::a00:1', ''].map(isPublicAddress),
  ).toEqual(Array(7).fill(false));
  const looked = (all: boolean) =>
    new Promise((resolve) => publicLookup('localhost', { all }, (error) => resolve(error?.code)));
  expect([await looked(true), await looked(false)]).toEqual(['ENOTPUBLIC', 'ENOTPUBLIC']);
});

it('threat 24: an endpoint that is not public is refused where it is registered', async () => {
  const strict = { ...environment, PUSH_ANYWHERE: '0' };
  const own = await newDatabase(inject('engine'));
  await using other = await startNode(own, strict, () => own.drop());
  const token = await signedIn(other.app, await aUser(other.app));
  const { data } = await other.ask(
    'mutation ($input: RegisterPushSubscriptionInput!) { registerPushSubscription(input: $input) { userErrors { code field } } }',
    { input: aBrowser('https://169.254.169.254/push').subscription },
    token,
  );
  expect(data.registerPushSubscription.userErrors).toEqual([{ code: 'INVALID_INPUT', field: 'endpoint' }]);
});

it('N8: who is invited gets the link by mail, also without an account, and administrators do not see it', async () => {
  const house = await aHouse(running);
  const email = `invited-${randomUUID()}@example.com`;
  const { prisma } = running.app.database;
  await prisma.membership.updateMany({ where: { userId: house.staff.id }, data: { role: 'OWNER' } });
  const { data } = await running.ask(
    'mutation ($id: ID!, $email: EmailAddress!) { inviteMember(input: { propertyId: $id, email: $email, role: STAFF }) { invitation { id } userErrors { code } } }',
    { id: globalId('Property', house.property.id), email },
    house.desk,
  );
  expect(data.inviteMember.userErrors).toEqual([]);
  await eventually(() => expect(mailsTo({ email } as User)).toHaveLength(1));
  const [written] = mailsTo({ email } as User);
  expect(written?.text).toContain(house.staff.name);
  expect(written?.text).toMatch(/https:\/\/desk\.example\/console\/invitations\/fdi_\S{20,}/);
  const list = '{ emailDeliveries(first: 1) { nodes { template user { id } preview { text } } } }';
  expect((await running.ask(list, {}, admin)).data.emailDeliveries.nodes).toEqual([
    { template: 'member.invited', user: null, preview: null },
  ]);
});

it('N7, N8: at least once: a worker that dies between the sending and its mark leaves a mail to another, with the same Message-ID', async () => {
  const house = await aHouse(running);
  // The server has the mail, and never says so: to this worker the mail may be lost, and it can do nothing any more.
  mail.answers.push('hang');
  await confirmed(running, house);
  await eventually(() => expect(mailsTo(house.guest)).toHaveLength(1));
  const [claimed] = await delivered(house.guest, 'EMAIL', [{ status: 'SENDING', attempts: 1 }]);
  // Until its time is up, it is left to who has claimed it.
  expect(claimed?.dueAt.getTime()).toBeGreaterThan(Date.now() + 60_000);
  const successor = startNotifications(running.app);
  try {
    await running.app.database.query(`UPDATE delivery SET due_at = now() WHERE status = 'SENDING'`);
    await delivered(house.guest, 'EMAIL', [{ status: 'SENT', attempts: 2 }]);
  } finally {
    await successor.close();
  }
  const mails = mailsTo(house.guest);
  expect(mails).toHaveLength(2);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  expect(await told(running, house.guest, 1)).toHaveLength(1);
});
