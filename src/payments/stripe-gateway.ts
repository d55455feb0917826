import Stripe from 'stripe';
import type { Config } from '../config.js';
import {
  type Fact,
  type Gateway,
  GatewayRefused,
  GatewayUnavailable,
  type RemoteGateway,
  WebhookRefused,
} from './gateway.js';
import { fromStripe, stepOf, toStripe } from './stripe-units.js';

/** Under the time that an operation has; what takes longer is asked for again by the queue. */
const timeoutMs = 3_000;
/** A webhook that was signed longer ago is a replay. */
const toleranceSeconds = 300;

/** Stripe, through its own library: payment intents, which the guest’s browser pays with Stripe’s elements. */
export function stripeGateway({ key, webhookSecret, apiRoot }: Config['stripe']): Gateway | undefined {
  if (key === undefined || webhookSecret === undefined) return undefined;
  const { protocol, hostname, port } = new URL(apiRoot);
  const stripe = new Stripe(key, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port !== '' && { port }),
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
  });
  return { name: 'stripe', remote: remoteOf(stripe, webhookSecret) };
}

const remoteOf = (stripe: Stripe, webhookSecret: string): RemoteGateway => ({
  stepOf,
  create: ({ paymentId, amount, currency, captureLater }) =>
    asking(async () => {
      if (stepOf(currency) === null) throw new GatewayRefused('currency_not_supported');
      const { id } = await stripe.paymentIntents.create(
        {
          amount: toStripe(amount, currency),
          currency: currency.toLowerCase(),
          capture_method: captureLater ? 'manual' : 'automatic',
          automatic_payment_methods: { enabled: true },
          metadata: { frontdesk_payment: paymentId },
        },
        { idempotencyKey: `create-${paymentId}` },
      );
      return id;
    }),
  // Neither is done twice there, whoever asks. A key would only repeat an old refusal when they are asked for anew.
  capture: (ref, { amount, currency }) =>
    asking(async () => {
      await stripe.paymentIntents.capture(ref, { amount_to_capture: toStripe(amount, currency) });
    }),
  cancel: (ref) =>
    asking(async () => {
      await stripe.paymentIntents.cancel(ref);
    }),
  refund: (ref, { part, amount, currency }) =>
    asking(async () => {
      await stripe.refunds.create(
        { payment_intent: ref, amount: toStripe(amount, currency), metadata: { frontdesk_refund: part } },
        { idempotencyKey: `refund-${part}` },
      );
    }),
  observe: (ref) =>
    asking(async () => {
      const intent = await stripe.paymentIntents.retrieve(ref);
      const facts = factsOfIntent(intent);
      if (intent.amount_received === 0) return facts;
      const [refunds, disputes] = await Promise.all([
        stripe.refunds.list({ payment_intent: ref, limit: 100 }).autoPagingToArray({ limit: 1_000 }),
        stripe.disputes.list({ payment_intent: ref, limit: 100 }).autoPagingToArray({ limit: 1_000 }),
      ]);
      return [...facts, ...refunds.flatMap(factsOfRefund), ...disputes.flatMap((each) => factsOfDispute(each, intent))];
    }),
  clientSecret: (ref) => asking(async () => (await stripe.paymentIntents.retrieve(ref)).client_secret),
  readWebhook(body, headers) {
    const signature = headers['stripe-signature'];
    if (typeof signature !== 'string') throw new WebhookRefused('There is no signature.');
    try {
      const event = stripe.webhooks.constructEvent(body, signature, webhookSecret, toleranceSeconds);
      return { id: event.id, refs: refsIn(event.data.object) };
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
        throw new WebhookRefused('The signature is not valid.', { cause: error });
      throw error;
    }
  },
});

function factsOfIntent(intent: Stripe.PaymentIntent): Fact[] {
  const { status, currency, amount_received: received, amount_capturable: capturable, latest_charge: charge } = intent;
  const attempt = typeof charge === 'string' ? charge : (charge?.id ?? '');
  if (received > 0) return [{ kind: 'CAPTURED', amount: fromStripe(received, currency) }];
  if (status === 'canceled') return [{ kind: 'CANCELLED', note: intent.cancellation_reason }];
  if (status === 'requires_capture')
    return [{ kind: 'AUTHORIZED', part: attempt, amount: fromStripe(capturable, currency) }];
  if (status === 'processing') return [{ kind: 'PROCESSING', part: attempt }];
  const error = intent.last_payment_error;
  if (error == null) return [];
  return [{ kind: 'FAILED', part: error.charge ?? attempt, note: error.decline_code ?? error.code ?? null }];
}

/** Those that were not asked for by us, but in Stripe’s own dashboard, are called as Stripe does. */
function factsOfRefund({ id, currency, status, metadata, failure_reason: reason, ...refund }: Stripe.Refund): Fact[] {
  const amount = fromStripe(refund.amount, currency);
  const part = metadata?.frontdesk_refund ?? id;
  const requested: Fact = { kind: 'REFUND_REQUESTED', amount, part };
  const done: Fact = { kind: 'REFUNDED', amount, part };
  if (status === 'succeeded') return [requested, done];
  if (status !== 'failed' && status !== 'canceled') return [requested];
  return [requested, { kind: 'REFUND_RELEASED', amount, part, note: reason ?? status }];
}

function factsOfDispute(
  { id, currency, status, reason, ...dispute }: Stripe.Dispute,
  intent: Stripe.PaymentIntent,
): Fact[] {
  // How much that is of what was paid, banks of another currency do not say: all of it.
  const disputed = currency === intent.currency ? dispute.amount : intent.amount_received;
  const amount = fromStripe(disputed, intent.currency);
  // Of a warning no money is withheld.
  if (status.startsWith('warning_')) return [];
  const opened: Fact = { kind: 'DISPUTED', amount, part: id, note: reason };
  return status === 'won' ? [opened, { kind: 'DISPUTE_WON', amount, part: id }] : [opened];
}

/** The payment intents that an object is, or belongs to. */
function refsIn(object: object): string[] {
  const { object: type, id, payment_intent: intent } = object as Record<string, unknown>;
  if (type === 'payment_intent' && typeof id === 'string') return [id];
  if (typeof intent === 'string') return [intent];
  return [];
}

/**
 * What is wrong with the request, or with the card, will be wrong the next time; all else may be over by then: too many
 * requests, or another one with the same key that is still running.
 */
async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { code = error.type } = error;
    const final =
      error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
    const passing = error.statusCode === 429 || error.statusCode === 409;
    throw final && !passing ? new GatewayRefused(code) : new GatewayUnavailable(code);
  }
}
