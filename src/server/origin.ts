import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.js';
import { isOwnOrigin } from './own-host.js';

/**
 * Whether a page of that origin may speak to us: our own pages and those that the configuration names, exactly. A
 * request without an Origin comes from no page, and may. `null` is what sandboxed pages and files say: never.
 */
export function mayCome(
  config: Pick<Config, 'allowedOrigins' | 'publicUrl'>,
  request: Pick<IncomingMessage, 'headers'>,
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (config.allowedOrigins.includes(origin)) return true;
  return isOwnOrigin(config, origin, host);
}

/** The headers that let a page of an allowed origin read the answer. None for others: they are never reflected. */
export function corsHeaders(
  config: Pick<Config, 'allowedOrigins' | 'publicUrl'>,
  request: Pick<IncomingMessage, 'headers'>,
): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !mayCome(config, request)) return { vary: 'origin, accept-encoding' };
  return {
    vary: 'origin, accept-encoding',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id, retry-after',
  };
}

export const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, accept, x-request-id, traceparent, tracestate',
  'access-control-max-age': '86400',
};
