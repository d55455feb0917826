/** By ISO 4217 they have no minor units. Stripe counts hundredths, of which it takes whole hundreds. */
const inHundredths = new Set(['ISK']);
/** They have three decimals, and Stripe takes no amount whose last digit is not zero. */
const inTens = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** What Stripe takes for their minor units is not that of ISO 4217, or depends on where one reads it. */
const refused = new Set(['MGA', 'UGX']);

/** What Stripe charges and gives back in a currency are multiples of this. Null: that would be the wrong amount. */
export function stepOf(currency: string): number | null {
  if (refused.has(currency)) return null;
  return inTens.has(currency) ? 10 : 1;
}

export const toStripe = (amount: number, currency: string): number => amount * hundredsOf(currency);

export const fromStripe = (amount: number, currency: string): number => Math.round(amount / hundredsOf(currency));

const hundredsOf = (currency: string) => (inHundredths.has(currency.toUpperCase()) ? 100 : 1);
