import { defineRule } from '../notifications/rule.js';
import { offeringCreated } from './events.js';

const yearMs = 365 * 86_400_000;
/** Those who were there last. What is for more people than these is an announcement. */
const mostGuests = 500;

export const offeringRules = [
  defineRule(offeringCreated, {
    // By then it has its units and its price, or was put away again.
    afterSeconds: 600,
    async run(tx, { payload: { offeringId, propertyId } }, say) {
      const offering = await tx.offering.findUnique({
        where: { id: offeringId, status: 'ACTIVE', property: { status: 'ACTIVE' } },
        select: { name: true, property: { select: { name: true } } },
      });
      if (offering === null) return;
      const guests = await tx.booking.groupBy({
        by: ['guestId'],
        where: {
          propertyId,
          status: 'COMPLETED',
          guestId: { not: null },
          endsAt: { gt: new Date(Date.now() - yearMs) },
        },
        orderBy: { _max: { endsAt: 'desc' } },
        take: mostGuests,
      });
      say({
        to: guests.flatMap(({ guestId }) => guestId ?? []),
        type: 'PROMOTION',
        priority: 'LOW',
        text: 'offering.new',
        values: { offering: offering.name, property: offering.property.name },
        subject: { type: 'Offering', id: offeringId },
        propertyId,
      });
    },
  }),
];
