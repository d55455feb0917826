import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.js';
import { WebhookRefused } from '../payments/gateway.js';
import { receiveWebhook } from '../payments/receive-webhook.js';
import { BodyRefused, readBody } from './body.js';

export const paymentWebhooks = '/webhooks/payments/';

/** `/webhooks/payments/:gateway`: answers the status. The body is read as it came, since its bytes are what was signed. */
export async function answerPaymentWebhook(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<{ status: number; message: string }> {
  const name = path.slice(paymentWebhooks.length);
  const remote = app.gateways.get(name)?.remote;
  if (remote === undefined) return { status: 404, message: 'There is no such gateway.' };
  if (request.method !== 'POST') return { status: 405, message: 'Only POST here.' };
  try {
    const body = await readBody(request, app.config.limits.LIMIT_BODY_BYTES);
    await receiveWebhook(app, { name, remote }, body, request.headers);
    return { status: 200, message: 'received' };
  } catch (error) {
    if (error instanceof WebhookRefused) return { status: 401, message: error.message };
    // Whoever went away in the midst of it hears nothing more.
    if (request.destroyed && !request.complete) return { status: 400, message: 'The body did not come.' };
    if (!(error instanceof BodyRefused)) throw error;
    response.setHeader('connection', 'close');
    return { status: error.status, message: error.message };
  }
}
