import { defineRule } from '../notifications/rule.js';
import { passwordChanged, sessionEnded, sessionStarted } from './events.js';

const common = { type: 'SYSTEM', priority: 'CRITICAL', subject: null } as const;

export const accountRules = [
  defineRule(passwordChanged, {
    run: async (_tx, { payload }, say) =>
      say({ ...common, to: [payload.userId], alsoToActor: true, text: 'account.passwordChanged', values: {} }),
  }),
  defineRule(sessionStarted, {
    async run(tx, { payload: { userId, sessionId } }, say) {
      const session = await tx.session.findUnique({ where: { id: sessionId }, select: { device: true } });
      if (session === null) return;
      const others = { userId, id: { not: sessionId } };
      // Of a first session they know; of a device that they had before, too.
      if ((await tx.session.count({ where: others })) === 0) return;
      if ((await tx.session.count({ where: { ...others, device: session.device } })) > 0) return;
      const about = { type: 'ACTIVITY', priority: 'MEDIUM', subject: { type: 'Session', id: sessionId } } as const;
      const key = `session ${sessionId} new`;
      say({
        ...about,
        to: [userId],
        alsoToActor: true,
        text: 'account.newDevice',
        values: { device: session.device },
        key,
      });
    },
  }),
  defineRule(sessionEnded, {
    async run(_tx, { payload: { userId, reason, sessionId } }, say) {
      if (reason !== 'REFRESH_TOKEN_REUSED') return;
      const key = `session ${sessionId} stolen`;
      say({ ...common, to: [userId], alsoToActor: true, text: 'account.sessionStolen', values: {}, key });
    },
  }),
];
