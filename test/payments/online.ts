import { expect } from 'vitest';
import type { AppOptions } from '../../src/app.js';
import { reconcilePayments } from '../../src/payments/reconcile-payments.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aCashier, aNight, type Cashier, createPayment, rawId } from './cashier.js';
import { allDue } from './commotion.js';
import { StripeStandIn } from './stripe-stand-in.js';

/** A Frontdesk with a desk whose guests pay by Stripe, of which there is a stand-in. */
export async function startOnline(env: Record<string, string> = {}, options: AppOptions = {}) {
  const stripe = await StripeStandIn.start();
  const running = await startApp({ LIMIT_USER_COST: '1000000', ...stripe.env, ...env }, options);
  return {
    stripe,
    running,
    cashier: await aCashier(running),
    async close() {
      await running.close();
      await stripe[Symbol.asyncDispose]();
    },
  };
}

export type Online = Awaited<ReturnType<typeof startOnline>>;

/** A guest wants to pay for a night of theirs, or for that booking. */
export async function checkout(
  { running, cashier }: { running: RunningApp; cashier: Cashier },
  { booking, ...input }: { booking?: string; [name: string]: unknown } = {},
) {
  const bookingId = booking ?? (await aNight(running, cashier)).id;
  const { data, errors } = await running.ask(
    createPayment,
    { input: { bookingId, gateway: 'stripe', ...input } },
    cashier.phone,
  );
  expect(errors).toBeUndefined();
  expect(data.createPayment.userErrors).toEqual([]);
  const { payment } = data.createPayment;
  const { gatewayRef } = await rowOf(running, payment.id);
  return { bookingId, payment, ref: gatewayRef ?? '' };
}

/** What the database has of a payment. */
export const rowOf = ({ app }: Pick<RunningApp, 'app'>, id: string) =>
  app.database.prisma.payment.findUniqueOrThrow({ where: { id: rawId(id) }, include: { ledger: true } });

/** Sends a webhook; answers its status. */
export async function deliver(
  { url }: Pick<RunningApp, 'url'>,
  { payload, signature }: { payload: string; signature?: string },
): Promise<number> {
  const response = await fetch(`${url}/webhooks/payments/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature !== undefined && { 'stripe-signature': signature }) },
    body: payload,
  });
  return response.status;
}

/** As if the time of everything to be asked about had come. */
export async function reconcile({ app }: Pick<RunningApp, 'app'>): Promise<void> {
  await allDue(app);
  await reconcilePayments(app);
}
