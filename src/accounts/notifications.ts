import { defineRule } from '../notifications/rule.js';
import { passwordChanged, sessionEnded } from './events.js';

const common = { type: 'SYSTEM', priority: 'CRITICAL', subject: null } as const;

export const accountRules = [
  defineRule(passwordChanged, {
    run: async (_tx, { payload }, say) =>
      say({ ...common, to: [payload.userId], alsoToActor: true, text: 'account.passwordChanged', values: {} }),
  }),
  defineRule(sessionEnded, {
    async run(_tx, { payload: { userId, reason, sessionId } }, say) {
      if (reason !== 'REFRESH_TOKEN_REUSED') return;
      const key = `session ${sessionId} stolen`;
      say({ ...common, to: [userId], alsoToActor: true, text: 'account.sessionStolen', values: {}, key });
    },
  }),
];
