import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { actOnPayment, type PaymentAct } from './act-on-payment.js';
import { refusePaymentTransition } from './states.js';

/** The money is there: at the desk somebody has it in hand; a gateway takes what it has reserved. All of it, or less. */
export const capturePayment = (context: Context, input: PaymentAct & { amount?: number | null | undefined }) =>
  actOnPayment(context, input, {
    operation: 'capturePayment',
    check: ({ status, amount, asked }, remote) => {
      refusePaymentTransition(status, 'CAPTURED');
      if (remote && (status !== 'AUTHORIZED' || asked !== null)) throw new Refusal('GATEWAY_DECIDES');
      if (input.amount != null && input.amount > amount)
        throw new Refusal('AMOUNT_TOO_LARGE', { field: 'amount', message: `It is about ${amount}.` });
    },
    facts: ({ amount }, remote) => (remote ? [] : [{ kind: 'CAPTURED', amount: input.amount ?? amount }]),
    asks: ({ amount }) => ({ asked: 'capture', askedAmount: input.amount ?? amount }),
  });
