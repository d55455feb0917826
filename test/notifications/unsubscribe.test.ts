import { afterAll, beforeAll, expect, it } from 'vitest';
import { openUnsubscribe, unsubscribePathOf } from '../../src/notifications/unsubscribe-links.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser } from '../support/factories.js';
import { type MailServer, startMailServer } from './mail-server.js';
import { aHouse, confirmed, quiet, told } from './people.js';

let mail: MailServer;
let running: RunningApp;
beforeAll(async () => {
  mail = await startMailServer();
  running = await startApp({ SMTP_URL: mail.url, PUBLIC_URL: 'https://desk.example' });
});
afterAll(async () => {
  await mail[Symbol.asyncDispose]();
  await running.close();
});

const mailsTo = (email: string | null) => mail.mails.filter(({ to }) => to.some(({ address }) => address === email));

it('N6: one click in a mail ends mail of its type, of nobody else and by no other channel', async () => {
  const house = await aHouse(running);
  const { guest } = house;
  await running.app.database.prisma.userSettings.update({ where: { userId: guest.id }, data: { locale: 'ko' } });
  await confirmed(running, house);
  const first = await eventually(async () => {
    const [received] = mailsTo(guest.email);
    if (received === undefined) throw new Error('It is on its way.');
    return received;
  });
  const headers = new Map(first.headers.map(({ key, value }) => [key, value]));
  expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const link = /^<(https:\/\/desk\.example\/unsubscribe\/[\w-]+)>$/.exec(headers.get('list-unsubscribe') ?? '')?.[1];
  const path = new URL(String(link)).pathname;
  expect(first.html).toContain(link);
  expect(first.text).toContain(link);

  const looked = await fetch(`${running.url}${path}`);
  expect(looked.status).toBe(200);
  const page = await looked.text();
  expect(page).toContain('<html lang="ko">');
  expect(page).not.toContain(String(guest.email));
  const off = () =>
    running.app.database.prisma.notificationPreference.findMany({
      where: { enabled: false },
      orderBy: { type: 'asc' },
    });
  expect(await off()).toEqual([]);

  // As mail programs post it, and again.
  for (let time = 0; time < 2; time++) {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(`${running.url}${path}`, { method: 'POST', body })).status).toBe(200);
  }
  expect(await off()).toEqual([{ userId: guest.id, type: 'BOOKING', channel: 'EMAIL', enabled: false }]);
  const events = await running.app.database.prisma.event.count({
    where: { stream: `user:${guest.id}`, type: 'NotificationPreferencesUpdated' },
  });
  expect(events).toBe(1);

  await confirmed(running, house);
  await told(running, guest, 2);
  await quiet(running);
  expect(mailsTo(guest.email)).toHaveLength(1);
});

it('N6: a link that was changed, or of who is gone, does nothing', async () => {
  const user = await aUser(running.app, { status: 'DISABLED' });
  const { secret } = running.app.config.auth;
  const path = unsubscribePathOf(secret, { userId: user.id, type: 'BOOKING' });
  const post = async (to: string, method = 'POST') => (await fetch(`${running.url}${to}`, { method })).status;
  expect(await post(path)).toBe(200);
  expect(await running.app.database.prisma.notificationPreference.count({ where: { userId: user.id } })).toBe(0);
  const token = path.slice(path.lastIndexOf('/') + 1);
  for (const wrong of ['', 'x', `${token}A`, token.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))])
    expect(await post(`/unsubscribe/${wrong}`)).toBe(404);
  expect(await post(path, 'PUT')).toBe(405);
  expect(openUnsubscribe('another secret', token)).toBeUndefined();
});
