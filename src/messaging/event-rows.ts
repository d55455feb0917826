import type { Poke } from '../realtime/broker.js';
import type { StoredEvent } from '../realtime/log.js';

/** An event as a statement of ours answers it, in JSON. */
export interface EventRow extends Omit<StoredEvent, 'at'> {
  readonly at: string;
}

/** What to tell once they are committed. */
export function pokesOf(events: readonly EventRow[]): Poke[] {
  const byStream = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const of = byStream.get(event.stream) ?? [];
    of.push({ ...event, at: new Date(event.at) });
    byStream.set(event.stream, of);
  }
  return [...byStream].map(([stream, of]) => ({ stream, seq: of.at(-1)?.seq ?? 0, events: of }));
}
