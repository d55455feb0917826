import { type Backoff, delayOf } from './backoff.js';
import { endingOf } from './close-codes.js';
import type { Environment } from './environment.js';
import { SessionOverError } from './errors.js';
import { Heartbeat, type HeartbeatOptions } from './heartbeat.js';
import { Observable } from './observable.js';
import { openSocket, type Socket, type WebSocketImpl } from './socket.js';

export type Link =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting'; readonly failures: number }
  | { readonly status: 'open' }
  | { readonly status: 'waiting'; readonly failures: number; readonly retryAt: number; readonly reason: string }
  | { readonly status: 'refused'; readonly code: number | null; readonly reason: string };

export interface ConnectionOptions {
  readonly url: string;
  /** Throws when there is none. */
  readonly webSocketImpl: () => WebSocketImpl;
  readonly backoff: Backoff;
  readonly heartbeat: HeartbeatOptions;
  readonly environment: Environment;
  readonly openTimeoutMs: number;
  /** For `connection_init`. Throws SessionOverError when there will be none. */
  readonly accessToken: () => Promise<string | null>;
  /** The server closed with 4403: this token is of no use any more. */
  readonly onUnauthorized: (accessToken: string) => void;
  readonly onOpen: (socket: Socket) => void;
  readonly onLost: () => void;
}

/** A connection that lives this long was a good one: the next attempt after it is a first one. */
const goodAfterMs = 5_000;
const probeAfterWakingMs = 3_000;
/** Refreshed, and refused again: it is not the token. */
const unauthorizedInARow = 3;

/** Keeps one connection open while it is wanted, and comes back after whatever ends it. */
export class Connection {
  readonly link = new Observable<Link>({ status: 'idle' });
  #socket: Socket | undefined;
  #heartbeat: Heartbeat | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #unobserve: (() => void) | undefined;
  #attempt = 0;
  #unauthorized = 0;
  #openedAt = 0;
  /** Counts the attempts, so that what belongs to an earlier one is told apart. */
  #generation = 0;

  constructor(readonly options: ConnectionOptions) {}

  /** From now on it is wanted. Also what leads out of `refused`. Throws where there are no WebSockets. */
  open(): void {
    const { status } = this.link.value;
    if (status !== 'idle' && status !== 'refused') return;
    this.options.webSocketImpl();
    this.#start();
  }

  /** From now on it is not wanted. */
  close(): void {
    this.#leave();
    this.link.set({ status: 'idle' });
  }

  /** Leaves this connection and takes another: with other tokens, for example. */
  reconnect(): void {
    if (this.link.value.status === 'idle') return;
    this.#leave();
    this.#start();
  }

  /** No connection any more, until `open` is called again. */
  refuse(code: number | null, reason: string): void {
    this.#leave();
    this.link.set({ status: 'refused', code, reason });
  }

  #start(): void {
    this.#unobserve ??= this.options.environment.observe((change) => this.#surroundingsChanged(change));
    this.#attempt = 0;
    this.#unauthorized = 0;
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const generation = ++this.#generation;
    const current = () => generation === this.#generation;
    clearTimeout(this.#retry);
    this.link.set({ status: 'connecting', failures: this.#attempt });
    let accessToken: string | null;
    try {
      accessToken = await this.options.accessToken();
    } catch (error) {
      if (!current()) return;
      if (error instanceof SessionOverError) this.refuse(null, error.message);
      else this.#wait('The session could not be refreshed.');
      return;
    }
    if (!current()) return;
    this.#socket = openSocket({
      url: this.options.url,
      webSocketImpl: this.options.webSocketImpl(),
      openTimeoutMs: this.options.openTimeoutMs,
      accessToken,
      onOpen: (socket) => this.#opened(socket),
      onMessage: () => this.#heartbeat?.heard(),
      onClose: (code, reason) => this.#closed(code, reason, accessToken),
    });
  }

  #opened(socket: Socket): void {
    this.#openedAt = Date.now();
    this.#heartbeat = new Heartbeat(this.options.heartbeat, socket.ping, socket.terminate);
    this.link.set({ status: 'open' });
    this.options.onOpen(socket);
  }

  #closed(code: number, reason: string, accessToken: string | null): void {
    const lived = this.#heartbeat === undefined ? 0 : Date.now() - this.#openedAt;
    this.#lose();
    if (lived >= goodAfterMs) {
      this.#attempt = 0;
      this.#unauthorized = 0;
    }
    const ending = endingOf(code);
    const hopeless = ending === 'unauthorized' && (accessToken === null || ++this.#unauthorized >= unauthorizedInARow);
    if (ending === 'refused' || hopeless) {
      this.refuse(code, reason);
    } else {
      if (ending === 'unauthorized' && accessToken !== null) this.options.onUnauthorized(accessToken);
      this.#wait(reason === '' ? `The connection ended (${code}).` : reason);
    }
  }

  #wait(reason: string): void {
    const delay = delayOf(this.options.backoff, this.#attempt++);
    this.link.set({ status: 'waiting', failures: this.#attempt, retryAt: Date.now() + delay, reason });
    this.#retry = setTimeout(() => void this.#connect(), delay);
  }

  /** No connection, no timer, no listener is left. */
  #leave(): void {
    this.#generation++;
    clearTimeout(this.#retry);
    this.#unobserve?.();
    this.#unobserve = undefined;
    this.#socket?.close();
    this.#lose();
  }

  #lose(): void {
    const wasOpen = this.#heartbeat !== undefined;
    this.#heartbeat?.stop();
    this.#heartbeat = undefined;
    this.#socket = undefined;
    if (wasOpen) this.options.onLost();
  }

  #surroundingsChanged(change: 'online' | 'offline' | 'awake'): void {
    // The network that is back may be another one, on which the old connection is dead.
    this.#heartbeat?.probe(probeAfterWakingMs);
    if (change === 'offline' || this.link.value.status !== 'waiting') return;
    this.#attempt = 0;
    void this.#connect();
  }
}
