import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.js';
import type { RequestInfo } from '../context.js';

/** The route of a path: few enough to count by. */
export function routeName(path: string): string {
  if (routes.has(path)) return path;
  if (path.startsWith('/webhooks/payments/')) return '/webhooks/payments';
  if (path.startsWith('/uploads/')) return '/uploads';
  return path.startsWith('/console') ? '/console' : 'other';
}

const routes = new Set(['/graphql', '/healthz', '/readyz', '/metrics', '/webhooks/telegram', '/audit/export', '/']);

/**
 * One line for each request when it is over, and its time in the metrics. Never what was asked with or answered: no
 * variables, no tokens, no query of the URL, and of the console's addresses, which people pass on, and of links to files the route alone.
 * Answers how to tell the operation's name.
 */
export function logRequest(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  info: RequestInfo,
): (operation: string) => void {
  const since = performance.now();
  const route = routeName(path);
  let operation: string | undefined;
  response.once('close', () => {
    const ms = performance.now() - since;
    const { method = '' } = request;
    const status = response.writableFinished ? response.statusCode : 499;
    app.metrics.httpSeconds.observe({ route, method: method.slice(0, 10), status: `${status}` }, ms / 1000);
    const shown = route === '/console' || route === '/uploads' ? route : path.slice(0, 200);
    const line = { requestId: info.id, method, path: shown, status, ms: Number(ms.toFixed(1)), operation };
    app.log[route === '/graphql' || status >= 400 ? 'info' : 'debug'](line, 'request');
  });
  return (name) => {
    operation = name.slice(0, 100);
  };
}
