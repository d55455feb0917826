import { createHmac } from 'node:crypto';

/** The library of a payment provider that there is not, as the page about payments would import one. */
export interface AcmeCharge {
  readonly id: string;
  readonly requestId: string;
  readonly amount: number;
  readonly checkoutToken: string;
  readonly refunds: Array<{ requestId: string; amount: number }>;
  state: 'OPEN' | 'HELD' | 'PAID' | 'VOID';
  captured: number;
  hold: boolean;
}

/** What lies at the provider, by its id. */
export const acmeCharges = new Map<string, AcmeCharge>();

export const acmeSignature = (key: string, body: Buffer | string): string =>
  createHmac('sha256', key).update(body).digest('hex');

export class Acme {
  readonly currencies: ReadonlySet<string> = new Set(['EUR', 'USD']);

  constructor(readonly key: string) {}

  async charge(wanted: Pick<AcmeCharge, 'requestId' | 'amount' | 'hold'> & { currency: string }): Promise<AcmeCharge> {
    const known = [...acmeCharges.values()].find(({ requestId }) => requestId === wanted.requestId);
    if (known !== undefined) return known;
    const id = `ch_${acmeCharges.size + 1}`;
    const made = { ...wanted, id, checkoutToken: `${id}_checkout`, refunds: [], state: 'OPEN' as const, captured: 0 };
    acmeCharges.set(id, made);
    return made;
  }

  async find(id: string): Promise<AcmeCharge> {
    const charge = acmeCharges.get(id);
    if (charge === undefined) throw new Error(`There is no charge ${id}.`);
    return charge;
  }

  async capture(id: string, amount: number): Promise<void> {
    Object.assign(await this.find(id), { state: 'PAID', captured: amount });
  }

  async void(id: string): Promise<void> {
    (await this.find(id)).state = 'VOID';
  }

  async refund(id: string, refund: { requestId: string; amount: number }): Promise<void> {
    const { refunds } = await this.find(id);
    if (!refunds.some(({ requestId }) => requestId === refund.requestId)) refunds.push(refund);
  }

  isSigned(body: Buffer, signature: unknown): boolean {
    return signature === acmeSignature(this.key, body);
  }
}
