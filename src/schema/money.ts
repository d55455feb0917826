import { builder } from './builder.js';

/** The most that a price or a payment can be. Sums of them can be more. */
export const mostMoney = 2 ** 31 - 1;

export interface Sum {
  readonly amount: number;
  readonly currency: string;
}

export const Money = builder.objectRef<Sum>('Money').implement({
  description: 'A sum of money.',
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'SafeInt',
      description:
        'In minor units of the currency, as ISO 4217 counts them: 1250 is 12.50 EUR, 1,250 VND, which has none, and 1.250 KWD, which has three decimals.',
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217: `EUR`.' }),
  }),
});
