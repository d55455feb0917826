import { bookingTold } from '../bookings/notifications.js';
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
    async run(tx, { payload: { providerId, propertyId, to } }, say) {
      if (to !== 'UNAVAILABLE') return;
      const provider = await tx.provider.findUnique({ where: { id: providerId }, select: { name: true } });
      if (provider === null) return;
      say({
        to: await membersOf(tx, propertyId, ['MANAGER', 'OWNER']),
        type: 'PROVIDER',
        priority: 'LOW',
        text: 'provider.unavailable',
        values: { provider: provider.name },
        subject: { type: 'Provider', id: providerId },
        propertyId,
      });
    },
  }),
];
