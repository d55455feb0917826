import { cpuSeconds } from '../cpu.js';
import { keptBytes } from './kept-bytes.js';
import { type ForEvent, measureEvents } from './measure-events.js';
import { calm, quietFor } from './quiet.js';
import type { Sizes } from './sizes.js';
import { startThreeNodes, type Urls } from './three-nodes.js';

/** What the node with the readers used at one size. */
export interface AtSize {
  readonly sockets: number;
  /** What the sockets take while nothing happens. Null where it was not looked at. */
  readonly idle: Idle | null;
  /** For an event to all of them. */
  readonly event: number;
  readonly frameBytes: number;
}

export interface Idle {
  /** Without the first sockets: `BySockets.first` of them. */
  readonly bytes: number;
  /** CPU seconds each second, above a node without sockets. */
  readonly cpu: number;
}

export interface BySockets {
  /** They compile what all others use, and belong to what there is without sockets. */
  readonly first: number;
  /** CPU seconds to take one client in. */
  readonly connect: number;
  readonly sizes: readonly AtSize[];
}

/**
 * One round over all sizes, at the same nodes: sockets are added on the way up, where memory is looked at. On the way down
 * events are delivered, so that no size runs code that is colder than that of another, and quiet is looked at right
 * afterwards; a node that has just started would have more to do than one without sockets.
 */
export async function measureBySockets(urls: Urls, wanted: Sizes): Promise<BySockets> {
  await using nodes = await startThreeNodes(urls, 1);
  const sizes = [...wanted.sockets, ...wanted.checked].sort((a, b) => a - b);
  const largest = sizes.at(-1) ?? 0;

  const first = Math.min(500, (sizes[0] ?? 0) / 2);
  await nodes.connect(first, 1);
  await calm(nodes);
  const bytes = await keptBytes(nodes.readerPid);
  let [connected, connecting] = [first, 0];
  const kept = new Map<number, number>();
  for (const size of sizes) {
    const since = cpuSeconds(nodes.readerPid);
    await nodes.connect(size - connected, 1);
    connected = size;
    connecting += cpuSeconds(nodes.readerPid) - since;
    if (!wanted.watched.includes(size)) continue;
    await calm(nodes);
    kept.set(size, (await keptBytes(nodes.readerPid)) - bytes);
  }

  const down: Array<{ sockets: number; event: ForEvent; quiet: number | undefined }> = [];
  for (const sockets of sizes.toReversed()) {
    await nodes.client.leave(sockets);
    await calm(nodes);
    const events = Math.max(wanted.leastEvents, Math.ceil(wanted.deliveries / sockets));
    const event = await measureEvents(nodes, { streams: 1, events, warmUp: Math.ceil(events / 2) });
    const isWatched = wanted.watched.includes(sockets);
    const quiet = isWatched ? (await quietFor(nodes, wanted.quietSeconds)).reader : undefined;
    down.push({ sockets, event, quiet });
  }
  await nodes.client.leave(0);
  const empty = (await quietFor(nodes, wanted.quietSeconds)).reader;

  const quietSocket = ((down[0]?.quiet ?? empty) - empty) / largest;
  const found = down.toReversed().map(({ sockets, event, quiet }): AtSize => {
    const size = { sockets, frameBytes: event.frameBytes };
    const forEvent = event.reader - (empty + sockets * quietSocket) * event.seconds;
    const idle = quiet === undefined ? null : { bytes: kept.get(sockets) ?? 0, cpu: quiet - empty };
    return { ...size, idle, event: forEvent };
  });
  return { first, connect: connecting / (largest - first), sizes: found };
}
