import { cpuSeconds } from '../cpu.js';
import { keptBytes } from './kept-bytes.js';
import { measureEvents } from './measure-events.js';
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
 * One round over all sizes, at the same nodes: sockets are added on the way up, where memory and quiet are looked at, and
 * events are delivered on the way down, so that no size runs code that is colder than that of another.
 */
export async function measureBySockets(urls: Urls, wanted: Sizes): Promise<BySockets> {
  await using nodes = await startThreeNodes(urls, 1);
  const sizes = [...wanted.sockets, ...wanted.checked].sort((a, b) => a - b);
  const largest = sizes.at(-1) ?? 0;
  const empty = await quietFor(nodes, wanted.quietSeconds);

  const first = Math.min(500, (sizes[0] ?? 0) / 2);
  await nodes.connect(first, 1);
  await calm(nodes);
  const bytes = await keptBytes(nodes.readerPid);
  let [connected, connecting] = [first, 0];
  const idle = new Map<number, Idle>();
  for (const size of sizes) {
    const since = cpuSeconds(nodes.readerPid);
    await nodes.connect(size - connected, 1);
    connected = size;
    connecting += cpuSeconds(nodes.readerPid) - since;
    if (!wanted.watched.includes(size)) continue;
    await calm(nodes);
    const kept = (await keptBytes(nodes.readerPid)) - bytes;
    const { reader } = await quietFor(nodes, wanted.quietSeconds);
    idle.set(size, { bytes: kept, cpu: reader - empty.reader });
  }

  const quietSocket = (idle.get(largest)?.cpu ?? 0) / largest;
  const down: AtSize[] = [];
  for (const sockets of sizes.toReversed()) {
    await nodes.client.leave(sockets);
    await calm(nodes);
    const events = Math.max(wanted.leastEvents, Math.ceil(wanted.deliveries / sockets));
    const quiet = { ...empty, reader: empty.reader + sockets * quietSocket };
    const { reader, frameBytes } = await measureEvents(
      nodes,
      { streams: 1, events, warmUp: Math.ceil(events / 2) },
      quiet,
    );
    down.push({ sockets, idle: idle.get(sockets) ?? null, event: reader, frameBytes });
  }
  return { first, connect: connecting / (largest - first), sizes: down.toReversed() };
}
