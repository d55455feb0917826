import type { PaymentStatus } from '../generated/prisma/enums.js';
import { defineRule } from '../notifications/rule.js';
import { membersOf } from '../properties/members-of.js';
import { paymentStatusChanged } from './events.js';

const texts = {
  CAPTURED: { text: 'payment.captured', priority: 'MEDIUM' },
  REFUNDED: { text: 'payment.refunded', priority: 'MEDIUM' },
  PARTIALLY_REFUNDED: { text: 'payment.refunded', priority: 'MEDIUM' },
  FAILED: { text: 'payment.failed', priority: 'HIGH' },
  DISPUTED: { text: 'payment.disputed', priority: 'HIGH' },
} as const satisfies Partial<Record<PaymentStatus, object>>;

const isTold = (status: PaymentStatus): status is keyof typeof texts => status in texts;

export const paymentRules = [
  defineRule(paymentStatusChanged, {
    async run(tx, { payload: { paymentId, propertyId, guestId, to } }, say) {
      if (!isTold(to)) return;
      const { property } = await tx.payment.findUniqueOrThrow({
        where: { id: paymentId },
        select: { property: { select: { name: true } } },
      });
      // Sums stay behind the click, where the right to see them is asked for.
      const about = {
        type: 'PAYMENT',
        subject: { type: 'Payment', id: paymentId },
        propertyId,
        values: { property: property.name },
      } as const;
      if (to === 'DISPUTED' || to === 'FAILED')
        say({ ...about, to: await membersOf(tx, propertyId, ['MANAGER', 'OWNER']), ...texts[to] });
      if (guestId !== null && to !== 'DISPUTED') say({ ...about, to: [guestId], ...texts[to] });
    },
  }),
];
