import type { WebSocket } from 'ws';
import { authenticate } from '../accounts/authenticate.js';
import { renewActor } from '../accounts/renew-actor.js';
import type { Actor, UserActor } from '../actor.js';
import type { App } from '../app.js';
import type { LiveConnection, RequestInfo } from '../context.js';
import { Fault } from '../errors.js';
import { closing } from './socket-codes.js';
import type { SocketCounts } from './socket-counts.js';

/** After so long without a byte taken, a reader is sent away: it resumes from its cursor. */
const patienceMs = 30_000;

const longestTimerMs = 2 ** 31 - 1;

/** What a socket is to the server: who it belongs to, what it may still do, how fast it reads. */
export class SocketConnection implements LiveConnection {
  #actor: Actor | null = null;
  #expiry: NodeJS.Timeout | undefined;
  #tokens: number;
  #filledAt = performance.now();
  readonly #subscriptions = new Set<string>();
  readonly #givenBack: Array<() => void> = [];

  constructor(
    readonly app: App,
    readonly socket: WebSocket,
    readonly request: RequestInfo,
    readonly counts: SocketCounts,
  ) {
    this.#tokens = app.config.limits.LIMIT_SOCKET_MESSAGES_BURST;
  }

  get actor(): Actor | null {
    return this.#actor;
  }

  /** Counts the socket for its address, or closes it. */
  admit(): boolean {
    return this.#hold(`address:${this.request.address}`, this.app.config.limits.LIMIT_SOCKETS_PER_ADDRESS);
  }

  /** The handshake: false when the token is refused, which closes with 4403. Without a token, anybody may ask what anybody may. */
  async connect(authorization: unknown): Promise<boolean> {
    if (authorization != null && typeof authorization !== 'string') return false;
    try {
      this.#become(await authenticate(this.app, authorization));
    } catch (error) {
      if (error instanceof Fault) return false;
      throw error;
    }
    const { LIMIT_SOCKETS_PER_USER } = this.app.config.limits;
    return this.#actor === null || this.#hold(this.#actor.key, LIMIT_SOCKETS_PER_USER);
  }

  /** Who asks, with the rights of this moment. Closes the socket when there are none any more. */
  async renewed(): Promise<Actor | null> {
    if (this.#actor === null) return null;
    try {
      this.#actor = await renewActor(this.app, this.#actor);
      return this.#actor;
    } catch (error) {
      if (error instanceof Fault) this.socket.close(...closing.forbidden);
      throw error;
    }
  }

  reauthenticated(actor: UserActor): void {
    this.#become(actor);
  }

  /** A subscription more. Throws when there are as many as may be. */
  begin(id: string): void {
    const most = this.app.config.limits.LIMIT_SUBSCRIPTIONS;
    if (this.#subscriptions.size >= most)
      throw new Fault('RATE_LIMITED', `A socket may have ${most} subscriptions. End one first.`);
    this.#subscriptions.add(id);
  }

  end(id: string): void {
    this.#subscriptions.delete(id);
  }

  /** Whether another message may come now. */
  countMessage(): boolean {
    const { LIMIT_SOCKET_MESSAGES_BURST: burst, LIMIT_SOCKET_MESSAGES_PER_SECOND: perSecond } = this.app.config.limits;
    const now = performance.now();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Resolves when the network has taken it, so that whoever produces waits for whoever reads. */
  send(data: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const slow = setTimeout(() => {
        this.socket.close(...closing.slowConsumer);
        // It does not read, so it will not hear that either.
        setTimeout(() => this.socket.terminate(), 1_000).unref();
      }, patienceMs);
      this.socket.send(data, (error) => {
        clearTimeout(slow);
        if (error == null) resolve();
        else reject(error);
      });
    });
  }

  dispose(): void {
    clearTimeout(this.#expiry);
    for (const giveBack of this.#givenBack.splice(0)) giveBack();
  }

  #become(actor: Actor | null): void {
    this.#actor = actor;
    clearTimeout(this.#expiry);
    if (actor?.kind !== 'user') return;
    const left = actor.tokenExpiresAt.getTime() - Date.now();
    // The longest that a timer can wait is 24 days: then it looks again.
    this.#expiry =
      left > longestTimerMs
        ? setTimeout(() => this.#become(actor), longestTimerMs)
        : setTimeout(() => this.socket.close(...closing.forbidden), Math.max(0, left));
    this.#expiry.unref();
  }

  #hold(key: string, most: number): boolean {
    const giveBack = this.counts.take(key, most);
    if (giveBack === undefined) {
      this.socket.close(...closing.tooMany);
      return false;
    }
    this.#givenBack.push(giveBack);
    return true;
  }
}
