import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import webPush from 'web-push';
import { readConfig } from '../../src/config.js';
import { startNotifications } from '../../src/notifications/notifications.js';
import { createTelegramBot } from '../../src/providers/telegram/bot.js';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser } from '../support/factories.js';
import { startTelegramApi } from '../support/telegram-api.js';
import { startMailServer } from './mail-server.js';
import { aHouse, confirmed } from './people.js';
import { aBrowser, startPushService } from './push-service.js';

it('threat 26: neither addresses, tokens nor texts are logged, or kept with what was not delivered', async () => {
  await using mail = await startMailServer();
  await using push = await startPushService();
  await using telegram = await startTelegramApi();
  await using running = await startApp();
  // The ways out of another node, whose log is looked at.
  await running.app.notifications.close();
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const config = readConfig({
    ...{ NODE_ENV: 'test', SMTP_URL: mail.url, PUSH_ANYWHERE: '1', VAPID_PUBLIC_KEY: publicKey },
    ...{ VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: 'mailto:ops@example.com', TELEGRAM_API_ROOT: telegram.url },
    ...{ TELEGRAM_BOT_TOKEN: '1:canary-bot-token', TELEGRAM_WEBHOOK_SECRET: 'canary-webhook-secret' },
  });
  const lines: string[] = [];
  const out = new PassThrough();
  out.on('data', (chunk) => lines.push(`${chunk}`));
  const log = pino({ level: 'trace' }, out);
  const guest = await aUser(running.app, { email: 'canary-address@example.com', name: 'canary-name' });
  const house = await aHouse(running, guest);
  const { prisma } = running.app.database;
  const { subscription } = aBrowser(`${push.url}/canary-endpoint`);
  await prisma.pushSubscription.create({ data: { ...subscription, userId: guest.id, device: 'Test' } });
  await prisma.provider.create({
    data: {
      propertyId: house.property.id,
      name: 'Ana',
      kind: 'GUIDE',
      userId: guest.id,
      telegramChat: { create: { id: 'canary-chat' } },
    },
  });
  const { database, jobs, rates } = running.app;
  const bot = createTelegramBot({ config, database, jobs, rates });
  const ways = startNotifications({ config, database, log, telegram: bot });
  try {
    // What comes back of each of them repeats what it was given, or is not there at all.
    mail.answers.push(550);
    push.answers.push(400);
    telegram.refusals.push({ error_code: 400, description: 'Bad Request: chat canary-chat not found' });
    await confirmed(running, house);
    const problems = async () =>
      (await prisma.delivery.findMany({ where: { userId: guest.id }, orderBy: { channel: 'asc' } })).map(
        ({ status, problem }) => [status, problem],
      );
    await eventually(async () =>
      expect(await problems()).toEqual([
        ['DEAD', 'SMTP_550'],
        ['DEAD', 'HTTP_400'],
        ['DEAD', 'TELEGRAM_400'],
      ]),
    );
    await telegram[Symbol.asyncDispose]();
    await mail[Symbol.asyncDispose]();
    await push[Symbol.asyncDispose]();
    await prisma.delivery.updateMany({ data: { status: 'WAITING', attempts: 0, dueAt: new Date() } });
    ways.courier.nudge();
    await eventually(async () =>
      expect(await problems()).toEqual([
        ['WAITING', expect.stringMatching(/^SMTP_E[A-Z]+$/)],
        ['WAITING', 'PUSH_UNREACHABLE'],
        ['WAITING', 'TELEGRAM_UNREACHABLE'],
      ]),
    );
  } finally {
    await ways.close();
  }
  const logged = lines.join('');
  expect(logged.match(/Not delivered/g)).toHaveLength(6);
  expect(logged).not.toContain('canary');
  expect(logged).not.toContain(house.property.name);
});
