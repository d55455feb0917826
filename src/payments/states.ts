import { Refusal } from '../errors.js';
import type { PaymentStatus } from '../generated/prisma/enums.js';

/** What can follow on what. The ledger decides what does. */
export const paymentTransitions: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  CREATED: ['PROCESSING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED'],
  PROCESSING: ['AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED'],
  AUTHORIZED: ['CAPTURED', 'FAILED', 'CANCELLED'],
  // Another card may be tried.
  FAILED: ['PROCESSING', 'AUTHORIZED', 'CAPTURED', 'CANCELLED'],
  CAPTURED: ['PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED'],
  // A refund can fail after it was done: the money is back then.
  PARTIALLY_REFUNDED: ['CAPTURED', 'REFUNDED', 'DISPUTED'],
  REFUNDED: ['CAPTURED', 'PARTIALLY_REFUNDED', 'DISPUTED'],
  DISPUTED: ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'],
  CANCELLED: [],
};

/** Those that money may still come of. */
export const openStates: readonly PaymentStatus[] = ['CREATED', 'PROCESSING', 'AUTHORIZED', 'FAILED'];

export function refusePaymentTransition(from: PaymentStatus, to: PaymentStatus): void {
  const allowed = paymentTransitions[from];
  if (!allowed.includes(to)) throw new Refusal('INVALID_TRANSITION', { from, allowed });
}
