import { type Part, parts, type ThreeNodes } from './three-nodes.js';

/** CPU seconds for an event, all that was used meanwhile among them; how long one took; bytes on the wire of a delivery. */
export type ForEvent = Readonly<Record<Part, number>> & { readonly seconds: number; readonly frameBytes: number };

interface Events {
  readonly streams: number;
  readonly events: number;
  readonly warmUp: number;
}

/** One event at a time, to all who are connected. */
export async function measureEvents(nodes: ThreeNodes, { streams, events, warmUp }: Events): Promise<ForEvent> {
  let begun = nodes.look();
  const publish = nodes.publishTo(streams);
  const { frameBytes } = await nodes.client.measure({ publish, events, warmUp, inFlight: 1 }, () => {
    begun = nodes.look();
  });
  const ended = nodes.look();
  const used = parts.map((part) => [part, (ended[part] - begun[part]) / events]);
  const seconds = (ended.at - begun.at) / events;
  return { ...(Object.fromEntries(used) as Record<Part, number>), seconds, frameBytes };
}
