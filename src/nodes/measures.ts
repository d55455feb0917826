import { version } from '../process/version.js';
import type { Realtime } from '../realtime/realtime.js';
import type { Metrics } from '../server/metrics.js';
import type { Connections } from './connections.js';
import { LagWindow } from './lag-window.js';
import type { NodeStats } from './question.js';
import { RateMeter } from './rate-meter.js';

/** What a node knows of how well it delivers. */
export class Measures {
  readonly #startedAt = new Date();
  readonly #events = new RateMeter();
  readonly #deliveries = new RateMeter();
  readonly #lags = new LagWindow();

  constructor(
    readonly nodeId: string,
    readonly realtime: Pick<Realtime, 'hubs' | 'broker'>,
    readonly metrics: Pick<Metrics, 'feedDeliveries' | 'deliverySeconds'>,
  ) {}

  /** So many events were written by this node. */
  appended(count: number): void {
    this.#events.add(count);
  }

  /** So many items were written to the readers of this node. */
  delivered(count: number): void {
    this.#deliveries.add(count);
    this.metrics.feedDeliveries.inc(count);
  }

  /** An event of this time has just been written to all who follow it here and can take it. */
  arrived(at: Date): void {
    // The database has a clock of its own.
    const ms = Math.max(0, Date.now() - at.getTime());
    this.#lags.add(ms);
    this.metrics.deliverySeconds.observe(ms / 1_000);
  }

  stats(connections: Connections): NodeStats {
    const userIds = new Set<string>();
    const feeds: Record<string, number> = {};
    let webSockets = 0;
    for (const { actor, transport, subscriptions } of connections) {
      if (transport === 'websocket') webSockets++;
      if (actor?.kind === 'user') userIds.add(actor.id);
      for (const { feed } of subscriptions) feeds[feed] = (feeds[feed] ?? 0) + 1;
    }
    return {
      id: this.nodeId,
      startedAt: this.#startedAt.toISOString(),
      version,
      webSockets,
      sseStreams: connections.size - webSockets,
      userIds: [...userIds],
      feeds,
      streams: this.realtime.hubs.size,
      eventsPerSecond: this.#events.perSecond,
      deliveriesPerSecond: this.#deliveries.perSecond,
      lag: this.#lags.lag,
      reachesOthers: this.realtime.broker.reachable,
    };
  }
}
