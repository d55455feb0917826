import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServerAdapter } from '@whatwg-node/server';
import type { App } from '../app.js';
import { uploadsPath } from '../attachments/links.js';
import { auditExportPath, exportAudit } from '../audit/export-audit.js';
import { faults } from '../errors.js';
import { unsubscribePath } from '../notifications/unsubscribe-links.js';
import { BodyRefused, readBody } from './body.js';
import { respondConsole } from './console.js';
import { graphiqlPage } from './graphiql.js';
import type { Asker, createGraphqlHttp } from './graphql-http.js';
import { readiness } from './health.js';
import { mayReadMetrics } from './metrics-access.js';
import { corsHeaders, mayCome, preflightHeaders } from './origin.js';
import { answerPaymentWebhook, paymentWebhooks } from './payment-webhooks.js';
import { answerPlainly } from './plain-answer.js';
import { headersRefused } from './request-headers.js';
import type { RequestReader } from './request-info.js';
import { logRequest, routeName } from './request-log.js';
import { respondThrough } from './respond-through.js';
import { securityHeaders } from './security-headers.js';
import { answerTelegram, telegramWebhook } from './telegram-webhook.js';
import { answerUnsubscribe } from './unsubscribe.js';
import { handleUploads } from './uploads.js';

export interface Router {
  /** Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** From now on /readyz says no, so that load balancers look elsewhere. */
  drain(): void;
}

export function createRouter(
  app: App,
  reader: RequestReader,
  { yoga, answer }: ReturnType<typeof createGraphqlHttp>,
): Router {
  const headers = securityHeaders(app.config);
  let draining = false;
  const pages = createServerAdapter<PageContext>((request, { asker, page }) =>
    page === 'graphiql'
      ? graphiqlPage(request)
      : respondConsole(app, request, async (inner) => yoga.fetch(inner, asker)),
  );

  const route = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const info = reader.read(request, 'http');
    const note = logRequest(app, request, response, path, info);
    const asker: Asker = {
      info,
      note,
      cut: () => response.socket?.destroySoon(),
      whenClosed: (listener) => void (response.closed ? listener() : response.once('close', listener)),
    };
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('x-request-id', info.id);
    if (draining) response.setHeader('connection', 'close');
    const wrong = headersRefused(request);
    if (wrong !== undefined) return void refuse(response, wrong.status, wrong.message);
    if (path === '/graphql') {
      if (wantsPage(request)) return respondThrough(pages, request, response, { asker, page: 'graphiql' });
      const body = await admit(app, request, response);
      if (body === undefined) return;
      const plain = await answerPlainly(answer, request, response, body, asker);
      if (plain.done) return;
      return respondThrough(
        yoga,
        request,
        response,
        plain.result === undefined ? asker : { ...asker, answered: plain.result },
      );
    }
    if (path === '/console' || path.startsWith('/console/')) {
      if ((await withinBody(app, request, response)) === undefined) return;
      return respondThrough(pages, request, response, { asker, page: 'console' });
    }
    if (path === telegramWebhook) {
      const { status, error } = await answerTelegram(app, request, response);
      return send(response, status, error === undefined ? { status: 'received' } : { error });
    }
    if (path.startsWith(paymentWebhooks)) {
      const { status, message } = await answerPaymentWebhook(app, request, response, path);
      return send(response, status, status === 200 ? { status: message } : { error: message });
    }
    if (path.startsWith(uploadsPath))
      return handleUploads(app, request, response, path, (status, message) => void refuse(response, status, message));
    if (path.startsWith(unsubscribePath)) {
      const problem = await answerUnsubscribe(app, request, response, path);
      return problem === undefined ? undefined : send(response, problem.status, { error: problem.error });
    }
    if (path === auditExportPath && request.method === 'GET') return exportAudit(app, request, response, info);
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, { error: 'Only GET here.' });
    if (path === '/') return void response.writeHead(302, { location: '/console/' }).end();
    if (path === '/healthz') return send(response, 200, { status: 'alive' });
    if (path === '/readyz') {
      const { ready, checks } = await readiness(app, draining);
      return send(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks });
    }
    if (path === '/metrics') {
      if (!mayReadMetrics(app.config, request)) return send(response, 403, { error: metricsRefusal });
      response.setHeader('content-type', app.metrics.registry.contentType);
      return void response.end(await app.metrics.registry.metrics());
    }
    return send(response, 404, { error: 'There is nothing here. The API is at /graphql, the console at /console/.' });
  };

  return {
    async handle(request, response) {
      try {
        const path = pathOf(request);
        const name = `${request.method} ${routeName(path)}`;
        await app.tracing.request(request.headers, name, {}, async () => route(request, response, path));
      } catch (error) {
        app.log.error({ err: error }, 'An error that nobody expected');
        if (response.headersSent) response.destroy();
        else send(response, 500, { errors: [{ message: faults.INTERNAL.message, extensions: { code: 'INTERNAL' } }] });
      }
    },
    drain() {
      draining = true;
    },
  };
}

interface PageContext extends Record<string, unknown> {
  asker: Asker;
  page: 'console' | 'graphiql';
}

const metricsRefusal = 'Metrics are read from this machine, or with METRICS_TOKEN as a bearer token.';

/** Without the query, as it stands in the request: nothing is decoded, so nothing can be hidden in it. */
const pathOf = (request: IncomingMessage) => (request.url ?? '/').split('?', 1)[0] ?? '/';

const wantsPage = ({ method, url, headers }: IncomingMessage) =>
  method === 'GET' && !/[?&]query=/.test(url ?? '') && /\btext\/html\b/.test(headers.accept ?? '');

/** The body of a request that is what every GraphQL request must be. Answers it itself when it is not. */
async function admit(app: App, request: IncomingMessage, response: ServerResponse): Promise<Buffer | undefined> {
  for (const [name, value] of Object.entries(corsHeaders(app.config, request))) response.setHeader(name, value);
  if (request.method === 'OPTIONS') {
    response.writeHead(204, preflightHeaders).end();
    return undefined;
  }
  if (!mayCome(app.config, request))
    return refuse(
      response,
      403,
      'Pages of this origin may not use this API: PUBLIC_URL and ALLOWED_ORIGINS say which may.',
    );
  if (request.method === 'POST' && !isJson(request))
    return refuse(response, 415, 'Send the operation as JSON, with the header content-type: application/json.');
  return withinBody(app, request, response);
}

// A page of another origin can send anything but JSON without asking first (a preflight), so JSON alone is taken.
const isJson = ({ headers }: IncomingMessage) =>
  /^application\/(graphql\+)?json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(headers['content-type'] ?? '');

async function withinBody(app: App, request: IncomingMessage, response: ServerResponse): Promise<Buffer | undefined> {
  const limit = app.config.limits.LIMIT_BODY_BYTES;
  try {
    const body = await readBody(request, limit);
    // Handed on as it came.
    if (request.method !== 'GET' && request.method !== 'HEAD') Object.assign(request, { body: wholeBody(body) });
    return body;
  } catch (error) {
    if (error instanceof BodyRefused) {
      response.setHeader('connection', 'close');
      return refuse(response, error.status, error.message);
    }
    // Whoever went away in the midst of it hears nothing more.
    if (request.destroyed && !request.complete) return undefined;
    throw error;
  }
}

const wholeBody = (body: Buffer) => ({
  length: body.length,
  async *[Symbol.asyncIterator]() {
    yield body;
  },
});

function refuse(response: ServerResponse, status: number, message: string): undefined {
  const requestId = response.getHeader('x-request-id');
  send(response, status, { errors: [{ message, extensions: { code: 'BAD_USER_INPUT', requestId } }] });
  return undefined;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
