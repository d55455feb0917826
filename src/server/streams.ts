import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import type { Actor } from '../actor.js';
import type { RequestInfo } from '../context.js';
import { Fault } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Connections } from '../nodes/connections.js';
import { networkOf } from '../rates/network-of.js';
import type { SocketCounts } from './socket-counts.js';

type Results = AsyncIterableIterator<ExecutionResult>;

export interface StreamAsker {
  readonly actor: Actor | null;
  readonly request: RequestInfo;
  /** The field that is subscribed to. */
  readonly feed: string;
  /** Ends the connection under the stream once what is written is on its way, without saying that the stream is complete. */
  cut(): void;
  /** Calls it once the connection is done with the stream, whoever ended it: at once when it is already. */
  whenClosed(listener: () => void): void;
}

/**
 * The streams over SSE. Each holds a connection, so it counts as a socket of its person and of its address, together
 * with those that speak WebSocket.
 */
export class Streams {
  readonly #open = new Set<() => void>();
  #leaving = false;

  constructor(
    readonly limits: Limits,
    readonly counts: SocketCounts,
    readonly connections: Connections,
  ) {}

  /** Runs a stream, and counts it until it ends. Throws RATE_LIMITED when there are as many as may be. */
  async run(asker: StreamAsker, begin: () => Promise<Results | ExecutionResult>): Promise<Results | ExecutionResult> {
    const release = this.#hold(asker);
    try {
      const begun = await begin();
      if (!(Symbol.asyncIterator in begun)) {
        release();
        return begun;
      }
      const results = untilOver(begun, release);
      // Who leaves while the stream begins is not heard of by those who would read it.
      asker.whenClosed(() => void results.return?.());
      return results;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** This node is leaving: cut off, clients come back, elsewhere. Also those that begin from here on. */
  endAll(): void {
    this.#leaving = true;
    for (const cut of this.#open) cut();
  }

  #hold({ actor, request, feed, cut }: StreamAsker): () => void {
    const { LIMIT_SOCKETS_PER_ADDRESS: ofAddress, LIMIT_SOCKETS_PER_USER: ofUser } = this.limits;
    const held = [this.#take(`address:${networkOf(request.address)}`, ofAddress, 'An address')];
    try {
      if (actor !== null) held.push(this.#take(actor.key, ofUser, 'A user'));
    } catch (error) {
      held[0]?.();
      throw error;
    }
    const [id, startedAt] = [randomUUID(), new Date()];
    const { address, userAgent } = request;
    held.push(
      this.connections.add({
        id,
        transport: 'sse',
        actor,
        address,
        userAgent,
        connectedAt: startedAt,
        subscriptions: [{ id: `${id}:stream`, feed, startedAt, end: cut }],
        disconnect: cut,
      }),
    );
    this.#open.add(cut);
    if (this.#leaving) cut();
    return () => {
      this.#open.delete(cut);
      for (const giveBack of held) giveBack();
    };
  }

  #take(key: string, most: number, who: string): () => void {
    const giveBack = this.counts.take(key, most);
    if (giveBack === undefined)
      throw new Fault('RATE_LIMITED', `${who} may have ${most} sockets and streams at once. End one first.`);
    return giveBack;
  }
}

/** The same results; `over` is called once there are no more, or nobody wants more. */
function untilOver(results: Results, over: () => void): Results {
  return {
    async next() {
      const result = await results.next();
      if (result.done === true) over();
      return result;
    },
    async return() {
      over();
      await results.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
