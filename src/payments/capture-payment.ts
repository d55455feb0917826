import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { actOnPayment, type PaymentAct } from './act-on-payment.js';
import { standingOf } from './standing.js';
import { openStates, paymentTransitions } from './states.js';

/** The money is there: at the desk somebody has it in hand; a gateway takes what it has reserved. All of it, or less. */
export const capturePayment = (context: Context, input: PaymentAct & { amount?: number | null | undefined }) =>
  actOnPayment(context, input, {
    operation: 'capturePayment',
    check: async (payment, remote, tx) => {
      const { status, amount, asked } = payment;
      // A refund that fails brings a payment back to captured, and nobody's word does: the money comes once.
      if (!openStates.includes(status))
        throw new Refusal('INVALID_TRANSITION', {
          from: status,
          allowed: paymentTransitions[status].filter((next) => next !== 'CAPTURED'),
        });
      if (remote && (status !== 'AUTHORIZED' || asked !== null)) throw new Refusal('GATEWAY_DECIDES');
      if (input.amount != null && input.amount > amount)
        throw new Refusal('AMOUNT_TOO_LARGE', { field: 'amount', message: `It is about ${amount}.` });
      // What has failed is open no longer: it may have been made out, and paid, another time since. And what it is for
      // may cost less by now.
      const { payable } = await standingOf(tx, payment);
      const owed = payable + (status === 'FAILED' ? 0 : amount);
      if (owed <= 0) throw new Refusal('NOTHING_DUE');
      if ((input.amount ?? amount) > owed)
        throw new Refusal('AMOUNT_TOO_LARGE', { field: 'amount', message: `What is owed is ${owed}.` });
    },
    facts: ({ amount }, remote) => (remote ? [] : [{ kind: 'CAPTURED', amount: input.amount ?? amount }]),
    asks: ({ amount }) => ({ asked: 'capture', askedAmount: input.amount ?? amount }),
  });
