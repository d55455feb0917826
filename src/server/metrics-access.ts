import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.js';
import { isFixed } from './own-host.js';

/** With METRICS_TOKEN whoever has it, from anywhere; without, programs of this machine, where no proxy stands between. */
export function mayReadMetrics({ metricsToken }: Pick<Config, 'metricsToken'>, request: IncomingMessage): boolean {
  if (metricsToken !== undefined) return equal(request.headers.authorization ?? '', `Bearer ${metricsToken}`);
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
  // A page that a rebound name has brought here is on this machine, too.
  return (
    local &&
    isFixed(request.headers.host) &&
    request.headers['x-forwarded-for'] === undefined &&
    request.headers.forwarded === undefined
  );
}

function equal(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
