import { bookingTold } from '../bookings/notifications.js';
import { holdingStates } from '../bookings/states.js';
import { defineRule } from '../notifications/rule.js';
import { membersOf } from '../properties/members-of.js';
import { bookingProviderChanged, providerStatusChanged } from './events.js';

export const providerRules = [
  defineRule(bookingProviderChanged, {
    async run(tx, { payload: { bookingId, userId, previousUserId } }, say) {
      const told = await bookingTold(tx, bookingId);
      if (told === null || userId === previousUserId) return;
      const about = { ...told.about, type: 'PROVIDER', priority: 'HIGH' } as const;
      if (userId !== null) say({ ...about, to: [userId], text: 'provider.assigned' });
      // What they may not see any more is not named to click through to.
      if (previousUserId !== null) say({ ...about, subject: null, to: [previousUserId], text: 'provider.unassigned' });
    },
  }),
  defineRule(providerStatusChanged, {
    async run(tx, { payload: { providerId, propertyId, to, until } }, say) {
      if (to !== 'UNAVAILABLE' && to !== 'OFF_DUTY') return;
      const countedOn = await tx.booking.count({
        where: {
          providerId,
          status: { in: [...holdingStates] },
          endsAt: { gt: new Date() },
          ...(until !== null && { startsAt: { lt: new Date(until) } }),
        },
      });
      // Who goes home at the end of the day leaves nobody alone.
      if (to === 'OFF_DUTY' && countedOn === 0) return;
      const provider = await tx.provider.findUnique({ where: { id: providerId }, select: { name: true } });
      if (provider === null) return;
      say({
        to: await membersOf(tx, propertyId, ['MANAGER', 'OWNER']),
        type: 'PROVIDER',
        priority: countedOn === 0 ? 'LOW' : 'HIGH',
        text: 'provider.unavailable',
        values: { provider: provider.name },
        subject: { type: 'Provider', id: providerId },
        propertyId,
      });
    },
  }),
];
