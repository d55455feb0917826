import type { Context } from '../context.js';
import { actOnPayment, type PaymentAct } from './act-on-payment.js';
import { refusePaymentTransition } from './states.js';

/** Nothing is to be paid by it any more. What a gateway has captured in the same moment stays captured. */
export const cancelPayment = (context: Context, input: PaymentAct) =>
  actOnPayment(context, input, {
    operation: 'cancelPayment',
    check: ({ status }) => refusePaymentTransition(status, 'CANCELLED'),
    facts: (_payment, remote) => (remote ? [] : [{ kind: 'CANCELLED' }]),
    asks: () => ({ asked: 'cancel' }),
  });
