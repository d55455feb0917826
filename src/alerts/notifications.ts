import type { AlertSeverity, NotificationPriority } from '../generated/prisma/enums.js';
import { defineRule } from '../notifications/rule.js';
import { membersOf } from '../properties/members-of.js';
import { alertRaised } from './events.js';

const priorityOf = { INFO: 'LOW', WARNING: 'HIGH', CRITICAL: 'CRITICAL' } as const satisfies Record<
  AlertSeverity,
  NotificationPriority
>;

export const alertRules = [
  defineRule(alertRaised, {
    async run(tx, { payload: { alertId, propertyId, severity, ruleId } }, say) {
      const { title, value, threshold, property } = await tx.alert.findUniqueOrThrow({
        where: { id: alertId },
        select: { title: true, value: true, threshold: true, property: { select: { name: true } } },
      });
      const to =
        propertyId === null
          ? (await tx.user.findMany({ where: { role: { in: ['ADMIN', 'SUPER_ADMIN'] } }, select: { id: true } })).map(
              ({ id }) => id,
            )
          : await membersOf(tx, propertyId);
      const where = property?.name ?? 'Frontdesk';
      const common = { to, priority: priorityOf[severity], subject: { type: 'Alert', id: alertId }, propertyId };
      if (ruleId === null)
        say({ ...common, type: 'ALERT', text: 'alert.raised', values: { alert: title, property: where } });
      else
        say({
          ...common,
          // Who turned off what numbers say still hears of what is critical.
          type: severity === 'CRITICAL' ? 'ALERT' : 'METRIC',
          text: 'alert.crossed',
          values: { alert: title, property: where, value: value ?? 0, threshold: threshold ?? 0 },
        });
    },
  }),
] as const;
