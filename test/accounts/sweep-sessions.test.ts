import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepSessions } from '../../src/accounts/sweep-sessions.js';
import { hashSecret } from '../../src/accounts/tokens.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, signedIn } from '../support/factories.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

it('A1: forgets what is over, and nothing that anybody can come back with', async () => {
  const { prisma } = running.app.database;
  const user = await aUser(running.app);
  for (const [device, values] of Object.entries({
    live: {},
    'expired yesterday': { expiresAt: daysAgo(1) },
    'revoked yesterday': { endedAt: daysAgo(1), endReason: 'REVOKED' as const },
    'long over': { endedAt: daysAgo(40), endReason: 'SIGNED_OUT' as const, expiresAt: daysAgo(35) },
  }))
    await signedIn(running.app, user, { device, ...values });
  const live = await prisma.session.findFirstOrThrow({ where: { device: 'live' } });
  await prisma.refreshToken.createMany({
    data: [
      { hash: hashSecret('unused'), sessionId: live.id, createdAt: daysAgo(20) },
      { hash: hashSecret('used lately'), sessionId: live.id, usedAt: daysAgo(1) },
      { hash: hashSecret('used almost a week ago'), sessionId: live.id, usedAt: daysAgo(6.9) },
      { hash: hashSecret('used long ago'), sessionId: live.id, usedAt: daysAgo(8) },
    ],
  });
  expect(await sweepSessions(running.app.database)).toBe(3);
  const sessions = await prisma.session.findMany({ orderBy: { id: 'asc' } });
  expect(sessions.map(({ device, endReason }) => [device, endReason])).toEqual([
    ['live', null],
    ['expired yesterday', 'EXPIRED'],
    ['revoked yesterday', 'REVOKED'],
  ]);
  expect(await prisma.refreshToken.count()).toBe(3);
  expect(await sweepSessions(running.app.database)).toBe(0);
});
