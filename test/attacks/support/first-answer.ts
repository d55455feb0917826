import { firstOfSse } from '../../support/sse.js';
import { type Ask, type Reply, transports } from '../../support/transports.js';
import type { Kind } from './inputs.js';
import { readyWire, subscribe } from './wire.js';

/** The first that a subscription says, and no more: what one may follow does not end by itself. */
const firstAnswer: Record<'SSE' | 'WebSocket', Ask> = {
  SSE: firstOfSse,
  async WebSocket(at, query, variables, token) {
    await using wire = await readyWire(at, token ?? null);
    wire.send(subscribe('1', query, variables));
    const { type, payload } = await wire.until(({ id }) => id === '1');
    if (type === 'error') return { errors: payload as NonNullable<Reply['errors']> };
    return type === 'next' ? (payload as Reply) : {};
  },
};

/** Asks for what answers once, or for the first answer of what goes on: over HTTP that is a stream. */
export function askBy(transport: keyof typeof transports, kind: Kind): Ask {
  if (kind !== 'subscription') return transports[transport];
  return firstAnswer[transport === 'HTTP' ? 'SSE' : transport];
}
