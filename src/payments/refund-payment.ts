import { randomUUID } from 'node:crypto';
import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { actOnPayment, type PaymentAct } from './act-on-payment.js';
import type { Fact } from './gateway.js';
import type { LockedPayment } from './lock-payment.js';
import { paymentTransitions } from './states.js';

export interface Refund extends PaymentAct {
  /** All that is left, when it is left out. */
  amount?: number | null | undefined;
  reason?: string | null | undefined;
}

/**
 * Gives back what was captured, or a part of it, and never more than that. What was asked for counts from then on, so
 * that two refunds at once cannot have the same money.
 */
export const refundPayment = (context: Context, input: Refund) =>
  actOnPayment(context, input, {
    operation: 'refundPayment',
    check: (payment) => {
      const { status } = payment;
      const left = refundable(payment);
      if ((status !== 'CAPTURED' && status !== 'PARTIALLY_REFUNDED') || left === 0)
        throw new Refusal('INVALID_TRANSITION', { from: status, allowed: paymentTransitions[status] });
      if ((input.amount ?? 0) > left)
        throw new Refusal('AMOUNT_TOO_LARGE', { field: 'amount', message: `What can be refunded is ${left}.` });
    },
    facts: (payment, remote) => {
      const fact = { amount: input.amount ?? refundable(payment), part: randomUUID(), note: input.reason || null };
      const requested: Fact = { ...fact, kind: 'REFUND_REQUESTED' };
      return remote ? [requested] : [requested, { ...fact, kind: 'REFUNDED' }];
    },
  });

const refundable = ({ capturedAmount, refundedAmount, refundPendingAmount }: LockedPayment) =>
  capturedAmount - refundedAmount - refundPendingAmount;
