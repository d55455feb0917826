import { randomUUID } from 'node:crypto';
import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { actOnPayment, type PaymentAct } from './act-on-payment.js';
import { refusePaymentTransition } from './states.js';

/** The money did not come: the card was declined at the terminal, the transfer never arrived. */
export const failPayment = (context: Context, input: PaymentAct & { reason?: string | null | undefined }) =>
  actOnPayment(context, input, {
    operation: 'failPayment',
    check: ({ status }, remote) => {
      if (remote) throw new Refusal('GATEWAY_DECIDES');
      refusePaymentTransition(status, 'FAILED');
    },
    facts: () => [{ kind: 'FAILED', part: randomUUID(), note: input.reason || null }],
  });
