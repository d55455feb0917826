import type { Quiet } from './quiet.js';
import { type Part, parts, type ThreeNodes } from './three-nodes.js';

/** CPU seconds for an event, above what is used while nothing happens; and bytes on the wire of a delivery. */
export type ForEvent = Readonly<Record<Part, number>> & { readonly frameBytes: number };

interface Events {
  readonly streams: number;
  readonly events: number;
  readonly warmUp: number;
}

/** One event at a time, to all who are connected. */
export async function measureEvents(
  nodes: ThreeNodes,
  { streams, events, warmUp }: Events,
  quiet: Quiet,
): Promise<ForEvent> {
  let begun = nodes.look();
  const publish = nodes.publishTo(streams);
  const { frameBytes } = await nodes.client.measure({ publish, events, warmUp, inFlight: 1 }, () => {
    begun = nodes.look();
  });
  const ended = nodes.look();
  const used = parts.map((part) => [part, (ended[part] - begun[part] - quiet[part] * (ended.at - begun.at)) / events]);
  return { ...(Object.fromEntries(used) as Record<Part, number>), frameBytes };
}
