import { z } from 'zod';
import type { App } from '../app.js';
import { defineJob } from '../jobs/job.js';
import { forgetGatewayEvents } from './forget-gateway-events.js';
import { reconcilePayments } from './reconcile-payments.js';
import { syncPayment } from './sync-payment.js';

/** A gateway has told something about a payment. */
export const syncPaymentJob = defineJob({
  name: 'sync-payment',
  payload: z.object({ paymentId: z.uuid() }),
  run: (app: App, { paymentId }) => syncPayment(app, paymentId),
});

export const paymentJobs = [
  syncPaymentJob,
  defineJob({
    name: 'reconcile-payments',
    payload: z.object({}),
    every: { seconds: 10, payload: {} },
    run: async (app) => void (await reconcilePayments(app)),
  }),
  defineJob({
    name: 'forget-gateway-events',
    payload: z.object({}),
    schedule: { cron: '53 3 * * *', payload: {} },
    run: async ({ database }) => void (await forgetGatewayEvents(database)),
  }),
] as const;
