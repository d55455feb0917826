import { builder } from './builder.js';

export interface Sum {
  readonly amount: number;
  readonly currency: string;
}

export const Money = builder.objectRef<Sum>('Money').implement({
  description: 'A sum of money.',
  fields: (t) => ({
    amount: t.exposeInt('amount', {
      description: 'In minor units of the currency: 1250 is 12.50 EUR, and 1,250 KRW, which has none.',
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217: `EUR`.' }),
  }),
});
