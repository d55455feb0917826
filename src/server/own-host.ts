import { isIP } from 'node:net';
import type { Config } from '../config.js';

/**
 * Whether a page of that origin is one of ours. Where PUBLIC_URL says how we are reached, that alone. Elsewhere, the host
 * that the request was sent to, if it is one that nobody else can have had a page on: see `isFixed`.
 */
export function isOwnOrigin(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  origin: string,
  host: string | undefined,
): boolean {
  if (publicUrl !== undefined) return origin === new URL(publicUrl).origin;
  return isFixed(host) && (origin === `http://${host}` || origin === `https://${host}`);
}

/**
 * Whoever owns a name may load a page from their server, and let the name lead to this machine a moment later: to the
 * browser, both are one origin (DNS rebinding). `localhost` and addresses lead where they say. Any address will do: a
 * page that came from there came from this port, whatever the network between translates.
 */
export function isFixed(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
