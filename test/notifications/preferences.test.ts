import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import type { NotificationPriority } from '../../src/generated/prisma/enums.js';
import type { Channel } from '../../src/notifications/channels/channel.js';
import { endOfQuiet } from '../../src/notifications/quiet-hours.js';
import type { Notice } from '../../src/notifications/rule.js';
import { writeNotices } from '../../src/notifications/write-notices.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, signedIn } from '../support/factories.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const update = async (input: object, token: string) =>
  (
    await running.ask(
      `mutation ($input: UpdateNotificationPreferencesInput!) { updateNotificationPreferences(input: $input) {
        viewer { notificationPreferences { version mutedUntil criticalOverrides quietHours { from to } channels { type channel enabled isDefault } } }
        userErrors { code field } } }`,
      { input },
      token,
    )
  ).data.updateNotificationPreferences;

/** Channels that reach everybody, and whose deliveries nobody sends: so that only their rows are looked at. */
const everywhere = (['WEB_PUSH', 'TELEGRAM'] as const).map(
  (name): Channel => ({
    name,
    targetsOf: async (_tx, ids) => new Map(ids.map((id) => [id, ['here']])),
    send: () => Promise.reject(new Error('Nobody sends in this test.')),
  }),
);

let causes = 0;

/** Tells somebody something, and answers what became of it. */
async function tell(userId: string, priority: NotificationPriority = 'HIGH') {
  const key = `cause ${++causes}`;
  const { database } = running.app;
  // In one transaction with what is looked at, before any courier finds it.
  return transact(database, async (tx) => {
    const notice: Notice = {
      to: [userId],
      key,
      priority,
      type: 'BOOKING',
      text: 'account.passwordChanged',
      values: {},
      subject: null,
      propertyId: null,
      actorId: null,
    };
    await writeNotices(tx, everywhere, [notice]);
    const row = await tx.notification.findFirstOrThrow({
      where: { userId, dedupeKey: key },
      include: { deliveries: { orderBy: { channel: 'asc' } } },
    });
    await tx.delivery.deleteMany({ where: { notificationId: row.id } });
    return {
      shown: row.shown,
      overrodeQuiet: row.overrodeQuiet,
      channels: row.deliveries.map(({ channel }) => channel),
      waitMinutes: Math.round(Math.max(0, ...row.deliveries.map(({ dueAt }) => dueAt.getTime() - Date.now())) / 60_000),
    };
  });
}

it('N6: a type can be switched off by channel, and on again; the rest stays as it was', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  expect(await tell(user.id)).toMatchObject({ shown: true, channels: ['WEB_PUSH', 'TELEGRAM'] });
  const off = { type: 'BOOKING', channel: 'WEB_PUSH', enabled: false };
  const { viewer, userErrors } = await update({ preferences: [off], expectedVersion: 1 }, token);
  expect(userErrors).toEqual([]);
  expect(viewer.notificationPreferences.version).toBe(2);
  expect(viewer.notificationPreferences.channels).toContainEqual({ ...off, isDefault: false });
  expect(viewer.notificationPreferences.channels).toContainEqual({
    type: 'TOUR',
    channel: 'WEB_PUSH',
    enabled: true,
    isDefault: true,
  });
  expect(viewer.notificationPreferences.channels).toHaveLength(12 * 4);
  expect(await tell(user.id)).toMatchObject({ shown: true, channels: ['TELEGRAM'] });
  await update({ preferences: [{ ...off, channel: 'IN_APP' }] }, token);
  expect(await tell(user.id)).toMatchObject({ shown: false, channels: ['TELEGRAM'] });
  expect(
    (await running.ask('{ notifications { totalCount } viewer { unreadNotifications } }', {}, token)).data,
  ).toEqual({
    notifications: { totalCount: 2 },
    viewer: { unreadNotifications: 2 },
  });
  await update({ preferences: [{ ...off, enabled: true }] }, token);
  expect((await tell(user.id)).channels).toEqual(['WEB_PUSH', 'TELEGRAM']);
  expect(await update({ expectedVersion: 1 }, token)).toMatchObject({ userErrors: [{ code: 'VERSION_CONFLICT' }] });
});

it('N6: in quiet hours what goes out waits until they are over, by the clock of the person', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  // From an hour ago to two hours from now, in Kiritimati, where it is a day that it is not here.
  const timeZone = 'Pacific/Kiritimati';
  await running.app.database.prisma.userSettings.update({ where: { userId: user.id }, data: { timeZone } });
  const clock = (minutes: number) =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
      Date.now() + minutes * 60_000,
    );
  await update({ quietHours: { from: clock(-60), to: clock(120) } }, token);
  const quiet = await tell(user.id);
  expect(quiet).toMatchObject({ shown: true, overrodeQuiet: false, channels: ['WEB_PUSH', 'TELEGRAM'] });
  expect([119, 120]).toContain(quiet.waitMinutes);
  expect(await tell(user.id, 'CRITICAL')).toMatchObject({ overrodeQuiet: true, waitMinutes: 0 });
  await update({ quietHours: { from: clock(120), to: clock(180) } }, token);
  expect(await tell(user.id, 'CRITICAL')).toMatchObject({ overrodeQuiet: false, waitMinutes: 0 });
  const { viewer } = await update({ quietHours: null }, token);
  expect(viewer.notificationPreferences.quietHours).toBeNull();
});

it('N6: muted, nothing goes out; what is critical does, unless that was taken back', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  await update({ mutedUntil: new Date(Date.now() + 3_600_000).toISOString() }, token);
  expect(await tell(user.id)).toMatchObject({ shown: true, channels: [] });
  expect(await tell(user.id, 'CRITICAL')).toMatchObject({ overrodeQuiet: true, channels: ['WEB_PUSH', 'TELEGRAM'] });
  await update({ criticalOverrides: false }, token);
  expect(await tell(user.id, 'CRITICAL')).toMatchObject({ shown: true, overrodeQuiet: false, channels: [] });
  await update({ mutedUntil: null }, token);
  expect(await tell(user.id)).toMatchObject({ channels: ['WEB_PUSH', 'TELEGRAM'] });
});

it.each([
  ['a mute of yesterday', { mutedUntil: '2020-01-01T00:00:00Z' }, 'mutedUntil'],
  ['a time that there is not', { quietHours: { from: '25:00', to: '07:00' } }, 'quietHours.from'],
  ['hours without an end', { quietHours: { from: '07:00', to: '07:00' } }, 'quietHours'],
])('N6: refuses %s', async (_what, input, field) => {
  const token = await signedIn(running.app, await aUser(running.app));
  expect((await update(input, token)).userErrors).toEqual([{ code: 'INVALID_INPUT', field }]);
});

describe('N6: the end of quiet hours', () => {
  it.each([
    [
      'inside a night, before midnight',
      '2026-03-10T22:30:00Z',
      'Europe/Lisbon',
      '22:00',
      '07:00',
      '2026-03-11T07:00:00Z',
    ],
    [
      'inside a night, after midnight',
      '2026-03-10T03:00:00Z',
      'Europe/Lisbon',
      '22:00',
      '07:00',
      '2026-03-10T07:00:00Z',
    ],
    ['outside', '2026-03-10T12:00:00Z', 'Europe/Lisbon', '22:00', '07:00', null],
    ['at its first minute', '2026-03-10T22:00:00Z', 'Europe/Lisbon', '22:00', '07:00', '2026-03-11T07:00:00Z'],
    ['at its end', '2026-03-10T07:00:00Z', 'Europe/Lisbon', '22:00', '07:00', null],
    ['in the afternoon', '2026-03-10T13:30:00Z', 'Europe/Lisbon', '13:00', '15:00', '2026-03-10T15:00:00Z'],
    ['in Seoul', '2026-03-10T14:00:00Z', 'Asia/Seoul', '22:00', '07:00', '2026-03-10T22:00:00Z'],
    // The clock goes forward in that night: it is an hour shorter.
    ['when the clock goes forward', '2026-03-28T23:00:00Z', 'Europe/Paris', '22:00', '07:00', '2026-03-29T05:00:00Z'],
    ['when the clock goes back', '2026-10-24T22:00:00Z', 'Europe/Paris', '22:00', '07:00', '2026-10-25T06:00:00Z'],
    // 2:30 does not come in that night: it is over when the clock has gone forward.
    ['at a time that does not come', '2026-03-29T00:30:00Z', 'Europe/Paris', '22:00', '02:30', '2026-03-29T01:30:00Z'],
  ])('%s', (_when, now, timeZone, from, to, end) => {
    expect(endOfQuiet(new Date(now), timeZone, from, to)).toEqual(end === null ? null : new Date(end));
  });
});
