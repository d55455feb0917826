import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';

export const webhookSecret = 'whsec_of_the_tests_and_nothing_else';

interface Intent {
  object: 'payment_intent';
  id: string;
  amount: number;
  currency: string;
  status: string;
  amount_received: number;
  amount_capturable: number;
  capture_method: string;
  client_secret: string;
  latest_charge: string | null;
  last_payment_error: object | null;
  cancellation_reason: string | null;
  metadata: Record<string, string>;
}

interface Refund {
  object: 'refund';
  id: string;
  payment_intent: string;
  amount: number;
  currency: string;
  status: string;
  failure_reason: string | null;
  metadata: Record<string, string>;
}

interface Dispute {
  object: 'dispute';
  id: string;
  payment_intent: string;
  amount: number;
  currency: string;
  status: string;
  reason: string;
}

/** A part of Stripe's API over HTTP, as far as it is documented, with faults on demand. */
export class StripeStandIn implements AsyncDisposable {
  readonly intents = new Map<string, Intent>();
  readonly refunds: Refund[] = [];
  readonly disputes: Dispute[] = [];
  /** The calls that were answered by doing something: what a repeated key is answered is not among them. */
  readonly effects: string[] = [];
  /** The paths of all that was asked, and changed nothing. */
  readonly questions: string[] = [];
  /** So many of the next calls that do something are done, but nobody hears of it; so many of any are not done at all. */
  lost = 0;
  down = 0;
  /** Why nothing that is reserved can be captured now. */
  captureRefused: string | null = null;
  /** How refunds stand when they are made. */
  refundStatus = 'succeeded';
  /** What happens while an answer is on its way. */
  whenAsked: (() => Promise<void>) | undefined;
  readonly #delays: Array<{ asked: () => void; arrival: Promise<void> }> = [];
  readonly #answers = new Map<string, { status: number; body: object }>();
  readonly #signer = new Stripe('sk_test_nobody');
  #made = 0;
  #url = '';
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(port = 0): Promise<StripeStandIn> {
    const standIn = new StripeStandIn();
    standIn.#server.listen(port, '127.0.0.1');
    await once(standIn.#server, 'listening');
    standIn.#url = `http://127.0.0.1:${(standIn.#server.address() as AddressInfo).port}`;
    return standIn;
  }

  /** The settings of a Frontdesk that uses it. */
  get env() {
    return {
      STRIPE_SECRET_KEY: 'sk_test_of_the_tests',
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_ROOT: this.#url,
    };
  }

  /** The guest pays in their browser; or tries to. */
  pay(id: string, how: 'succeeds' | 'fails' | 'takes time' = 'succeeds'): Intent {
    const intent = this.#intent(id);
    intent.latest_charge = this.#id('ch');
    if (how === 'takes time') intent.status = 'processing';
    else if (how === 'fails') {
      intent.status = 'requires_payment_method';
      intent.last_payment_error = { type: 'card_error', code: 'card_declined', charge: intent.latest_charge };
    } else if (intent.capture_method === 'manual') {
      intent.status = 'requires_capture';
      intent.amount_capturable = intent.amount;
    } else Object.assign(intent, { status: 'succeeded', amount_received: intent.amount });
    return intent;
  }

  /** Somebody gives money back in Stripe's own dashboard. */
  refundElsewhere(intent: string, amount: number): Refund {
    return this.#refund({ payment_intent: intent, amount, metadata: {} });
  }

  /** What of a charge was not given back. */
  leftOf(id: string): number {
    const back = this.refunds
      .filter(({ payment_intent, status }) => payment_intent === id && status !== 'failed')
      .reduce((sum, { amount }) => sum + amount, 0);
    return this.#intent(id).amount_received - back;
  }

  dispute(intent: string, amount: number): Dispute {
    const { currency } = this.#intent(intent);
    const dispute = { id: this.#id('du'), payment_intent: intent, amount, currency, status: 'needs_response' };
    this.disputes.push({ object: 'dispute', reason: 'fraudulent', ...dispute });
    return this.disputes.at(-1) as Dispute;
  }

  /** A webhook as Stripe sends it, signed by Stripe's own library. */
  event(object: object, { id = this.#id('evt'), type = 'payment_intent.succeeded', signedAt = Date.now() } = {}) {
    const payload = JSON.stringify({ id, object: 'event', type, created: 1, data: { object } }, null, 2);
    const signature = this.#signer.webhooks.generateTestHeaderString({
      payload,
      secret: webhookSecret,
      timestamp: Math.floor(signedAt / 1_000),
    });
    return { id, payload, signature };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The next answer to a question is what is true now, and is on its way until `arrive` is called. */
  delayNext(): { asked: Promise<void>; arrive: () => void } {
    const asked = deferred();
    const arrival = deferred();
    this.#delays.push({ asked: asked.resolve, arrival: arrival.promise });
    return { asked: asked.promise, arrive: arrival.resolve };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    if (this.down > 0) {
      this.down--;
      request.socket.destroy();
      return;
    }
    const key = request.headers['idempotency-key'];
    const known = typeof key === 'string' ? this.#answers.get(key) : undefined;
    const answer = known ?? this.#do(`${request.method}`, new URL(request.url ?? '/', this.#url), form);
    if (typeof key === 'string') this.#answers.set(key, structuredClone(answer));
    if (this.lost > 0 && request.method === 'POST') {
      this.lost--;
      request.socket.destroy();
      return;
    }
    const body = JSON.stringify(answer.body);
    await this.whenAsked?.();
    const delay = request.method === 'GET' ? this.#delays.shift() : undefined;
    delay?.asked();
    await delay?.arrival;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
  }

  #do(method: string, { pathname, searchParams }: URL, form: URLSearchParams): { status: number; body: object } {
    const [, , collection, id, action] = pathname.split('/');
    const route = `${method} ${collection}${id === undefined ? '' : '/:id'}${action === undefined ? '' : `/${action}`}`;
    if (method === 'POST') this.effects.push(route);
    else this.questions.push(pathname);
    try {
      const body = this.#route(route, id ?? '', method === 'POST' ? form : searchParams);
      return { status: 200, body };
    } catch (error) {
      const { message } = error as Error;
      return { status: 400, body: { error: { type: 'invalid_request_error', code: message, message } } };
    }
  }

  #route(route: string, id: string, form: URLSearchParams): object {
    const ofIntent = ({ payment_intent }: { payment_intent: string }) => payment_intent === form.get('payment_intent');
    if (route === 'GET payment_intents/:id') return this.#intent(id);
    if (route === 'GET refunds') return list(this.refunds.filter(ofIntent));
    if (route === 'GET disputes') return list(this.disputes.filter(ofIntent));
    if (route === 'POST payment_intents') return this.#create(form);
    if (route === 'POST payment_intents/:id/capture') return this.#capture(id, Number(form.get('amount_to_capture')));
    if (route === 'POST payment_intents/:id/cancel') return this.#cancel(id);
    if (route === 'POST refunds') {
      const part = form.get('metadata[frontdesk_refund]') ?? '';
      const payment_intent = form.get('payment_intent') ?? '';
      return this.#refund({ payment_intent, amount: Number(form.get('amount')), metadata: { frontdesk_refund: part } });
    }
    throw new Error('resource_missing');
  }

  #create(form: URLSearchParams): Intent {
    const id = this.#id('pi');
    const amount = Number(form.get('amount'));
    if (amount < 50) throw new Error('amount_too_small');
    refuseAmount(amount, form.get('currency') ?? '');
    this.intents.set(id, {
      object: 'payment_intent',
      id,
      amount,
      currency: form.get('currency') ?? '',
      status: 'requires_payment_method',
      amount_received: 0,
      amount_capturable: 0,
      capture_method: form.get('capture_method') ?? 'automatic',
      client_secret: `${id}_secret`,
      latest_charge: null,
      last_payment_error: null,
      cancellation_reason: null,
      metadata: { frontdesk_payment: form.get('metadata[frontdesk_payment]') ?? '' },
    });
    return this.#intent(id);
  }

  #capture(id: string, amount: number): Intent {
    const intent = this.#intent(id);
    if (intent.status !== 'requires_capture') throw new Error('payment_intent_unexpected_state');
    if (this.captureRefused !== null) throw new Error(this.captureRefused);
    refuseAmount(amount, intent.currency);
    return Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
  }

  #cancel(id: string): Intent {
    const intent = this.#intent(id);
    if (intent.status === 'succeeded' || intent.status === 'processing')
      throw new Error('payment_intent_unexpected_state');
    return Object.assign(intent, { status: 'canceled', amount_capturable: 0 });
  }

  #refund(wanted: Pick<Refund, 'payment_intent' | 'amount' | 'metadata'>): Refund {
    if (wanted.amount > this.leftOf(wanted.payment_intent)) throw new Error('charge_already_refunded');
    const { currency } = this.#intent(wanted.payment_intent);
    refuseAmount(wanted.amount, currency);
    const refund = { id: this.#id('re'), currency, status: this.refundStatus, failure_reason: null, ...wanted };
    this.refunds.push({ object: 'refund', ...refund });
    return this.refunds.at(-1) as Refund;
  }

  #intent(id: string): Intent {
    const intent = this.intents.get(id);
    if (intent === undefined) throw new Error('resource_missing');
    return intent;
  }

  #id(prefix: string): string {
    this.#made += 1;
    return `${prefix}_${this.#made}_of_the_tests`;
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** As Stripe does, of currencies that have decimals which nobody pays. */
function refuseAmount(amount: number, currency: string): void {
  if (currency === 'isk' && amount % 100 !== 0) throw new Error('invalid_charge_amount_no_decimal_compatible');
  if (['bhd', 'jod', 'kwd', 'omr', 'tnd'].includes(currency) && amount % 10 !== 0)
    throw new Error('invalid_charge_amount');
}

const list = (data: object[]) => ({ object: 'list', url: '/', has_more: false, data });
