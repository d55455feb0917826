import type { LedgerEntryKind } from '../generated/prisma/enums.js';

/**
 * What is true of a payment. A fact never becomes untrue: told twice, late or in another order, facts come to the same
 * status.
 */
export interface Fact {
  readonly kind: LedgerEntryKind;
  /** Minor units; nothing for those that move no money. */
  readonly amount?: number;
  /** Which attempt, refund or dispute it is about. */
  readonly part?: string;
  /** For people: why it failed, what it was for. */
  readonly note?: string | null;
}

/** A way to be paid. To add one: docs/payments.md. */
export interface Gateway {
  /** Lower case; it stands in the database and in the address of its webhook. */
  readonly name: string;
  /** Undefined: nobody is asked. What the desk says happened has happened. */
  readonly remote?: RemoteGateway;
}

/** What a gateway is told to charge. */
export interface Charge {
  readonly paymentId: string;
  /** Minor units, as ISO 4217 counts them. */
  readonly amount: number;
  readonly currency: string;
  /** The money is reserved until `capture`. */
  readonly captureLater: boolean;
}

/**
 * A payment provider that is called over the network. Every call is made outside transactions and may be made again,
 * since its answer can be lost: the same call a second time must have no second effect. Each throws `GatewayRefused`
 * when the provider will never do it, and `GatewayUnavailable` when it is worth trying again.
 */
export interface RemoteGateway {
  /** What it charges and gives back in a currency are multiples of this, in minor units. Null: it does not take it. */
  stepOf(currency: string): number | null;
  /** Makes the charge there. Answers what the provider calls it. */
  create(charge: Charge): Promise<string>;
  /** Takes what was reserved, or a part of it. */
  capture(ref: string, charge: Pick<Charge, 'paymentId' | 'amount' | 'currency'>): Promise<void>;
  /** Takes it back before anything was captured. */
  cancel(ref: string, charge: Pick<Charge, 'paymentId'>): Promise<void>;
  /** `part` has to come back in the facts about this refund. */
  refund(ref: string, refund: { part: string; amount: number; currency: string }): Promise<void>;
  /** All that is true of it now: asked for whenever something may have happened, so that nothing rests on what was told. */
  observe(ref: string): Promise<Fact[]>;
  /** What the guest’s browser pays with. Null: it needs nothing. */
  clientSecret(ref: string): Promise<string | null>;
  /** Throws `WebhookRefused` for what the provider did not send just now, just so. */
  readWebhook(body: Buffer, headers: Readonly<Record<string, string | string[] | undefined>>): GatewayNews;
}

/** Something may have happened to these payments. */
export interface GatewayNews {
  readonly id: string;
  readonly refs: readonly string[];
}

/** The provider will never do that. */
export class GatewayRefused extends Error {
  override readonly name = 'GatewayRefused';
  /** `reason`: a short code, which people see. */
  constructor(readonly reason: string) {
    super(`The gateway refused: ${reason}`);
  }
}

/** Nobody knows whether it was done: it is asked for again. Says nothing of what was sent or answered, for it is logged. */
export class GatewayUnavailable extends Error {
  override readonly name = 'GatewayUnavailable';
  constructor(readonly reason: string) {
    super(`The gateway cannot be used now: ${reason}`);
  }
}

export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}
