import { Refusal } from '../errors.js';
import type { Gateway } from './gateway.js';

/** Throws where a gateway does not move this much of a currency, or nothing of it. */
export function refuseAmount({ remote }: Pick<Gateway, 'remote'>, currency: string, amount: number): void {
  if (remote === undefined) return;
  const step = remote.stepOf(currency);
  if (step === null) throw new Refusal('CURRENCY_NOT_TAKEN', { field: 'gateway' });
  if (amount % step !== 0)
    throw new Refusal('AMOUNT_NOT_TAKEN', {
      field: 'amount',
      message: `This gateway moves multiples of ${step} in ${currency}: ${amount} is none.`,
    });
}
