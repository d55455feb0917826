import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { authenticate } from '../accounts/authenticate.js';
import { renewActor } from '../accounts/renew-actor.js';
import { atTime, watchActor } from '../accounts/watch-actor.js';
import { type Actor, endOf, type UserActor } from '../actor.js';
import type { App } from '../app.js';
import type { LiveConnection, RequestInfo } from '../context.js';
import { Fault } from '../errors.js';
import type { OpenConnection, OpenSubscription } from '../nodes/connections.js';
import { randomId } from '../random-id.js';
import { networkOf } from '../rates/network-of.js';
import type { Feed } from '../realtime/feed.js';
import { type FrameSource, SocketWriter, type WritableConnection } from '../realtime/transport/socket-writer.js';
import type { WriterLoop } from '../realtime/transport/writer-loop.js';
import { CurrentActor } from './current-actor.js';
import { closing } from './socket-codes.js';
import type { SocketCounts } from './socket-counts.js';
import { SocketSubscription } from './socket-subscription.js';

/** What a socket is to the server: who it belongs to, what it may still do, how fast it reads. */
export class SocketConnection implements LiveConnection, OpenConnection, WritableConnection {
  readonly id = randomId();
  readonly transport = 'websocket';
  readonly #connectedAt = Date.now();
  readonly #actor: CurrentActor;
  #stopExpiry = () => {};
  #tokens: number;
  #filledAt = performance.now();
  /** By the id of the operation. */
  readonly #subscriptions = new Map<string, SocketSubscription>();
  #writer: SocketWriter | undefined;
  #watching: Promise<() => void> | undefined;
  readonly #rightsListeners = new Set<() => void>();
  readonly #givenBack: Array<() => void> = [];

  constructor(
    readonly app: App,
    readonly socket: WebSocket,
    /** Under the WebSocket. */
    readonly network: Socket,
    readonly request: RequestInfo,
    readonly counts: SocketCounts,
    readonly loop: WriterLoop,
  ) {
    this.#tokens = app.config.limits.LIMIT_SOCKET_MESSAGES_BURST;
    this.#actor = new CurrentActor((actor) => renewActor(app, actor));
  }

  get actor(): Actor | null {
    return this.#actor.known;
  }

  get connectedAt(): Date {
    return new Date(this.#connectedAt);
  }

  get address(): string {
    return this.request.address;
  }

  get userAgent(): string {
    return this.request.userAgent;
  }

  get subscriptions(): Iterable<OpenSubscription> {
    return this.#subscriptions.values();
  }

  disconnect(): void {
    this.socket.close(...closing.disconnected);
  }

  /** Counts the socket for its address, or closes it. */
  admit(): boolean {
    return this.#hold(`address:${networkOf(this.request.address)}`, this.app.config.limits.LIMIT_SOCKETS_PER_ADDRESS);
  }

  /** The handshake: false when the token is refused, which closes with 4403. Without a token, anybody may ask what anybody may. */
  async connect(authorization: unknown): Promise<boolean> {
    if (authorization != null && typeof authorization !== 'string') return false;
    try {
      this.#become(await authenticate(this.app, authorization));
    } catch (error) {
      if (error instanceof Fault) return false;
      // The protocol would close with 4500, which clients never come back from.
      this.app.log.warn({ err: error, requestId: this.request.id }, 'A socket could not be opened');
      this.socket.close(...closing.tryAgainLater);
      return false;
    }
    // Closed while its token was looked at: what it held would never be given back.
    if (this.socket.readyState !== this.socket.OPEN) return false;
    if (this.actor !== null && !this.#holdForActor(this.actor)) return false;
    this.#givenBack.push(this.app.nodes.connections.add(this));
    return true;
  }

  /** Who asks, with rights that are read now. Closes the socket when there are none any more. */
  async renewed(): Promise<Actor | null> {
    this.outdated();
    try {
      return await this.currentActor();
    } catch (error) {
      if (error instanceof Fault) this.socket.close(...closing.forbidden);
      throw error;
    }
  }

  async currentActor(): Promise<Actor | null> {
    // What changes while they are read is heard.
    if (this.actor !== null) await this.#watch(this.actor);
    return this.#actor.now();
  }

  outdated(): void {
    this.#actor.outdated();
  }

  async watchRights(changed: () => void): Promise<() => void> {
    if (this.actor === null) return () => {};
    this.#rightsListeners.add(changed);
    try {
      await this.#watch(this.actor);
    } catch (error) {
      this.#rightsListeners.delete(changed);
      throw error;
    }
    return () => this.#rightsListeners.delete(changed);
  }

  reauthenticated(actor: UserActor): void {
    this.#become(actor);
  }

  /** Writes what a feed yields as results of the operation. Resolves once it has ended. */
  follow(id: string, feed: Feed, source: FrameSource): Promise<void> {
    this.#writer ??= new SocketWriter(this);
    return this.#writer.follow(id, feed, source);
  }

  unfollow(id: string): void {
    this.#writer?.leave(id);
  }

  readonly #unfollow = (id: string) => this.unfollow(id);

  /** A subscription more, of this field. Throws when there are as many as may be. */
  begin(id: string, feed: string): void {
    const most = this.app.config.limits.LIMIT_SUBSCRIPTIONS;
    if (this.#subscriptions.size >= most)
      throw new Fault('RATE_LIMITED', `A socket may have ${most} subscriptions. End one first.`);
    this.#subscriptions.set(id, new SocketSubscription(this.id, id, feed, this.#unfollow));
  }

  /** How to end a subscription that its own writer does not write. */
  endsBy(id: string, end: () => void): void {
    const subscription = this.#subscriptions.get(id);
    if (subscription !== undefined) subscription.ending = end;
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
      const slow = setTimeout(() => this.tooSlow(), this.patienceMs);
      this.socket.send(data, (error) => {
        clearTimeout(slow);
        if (error == null) resolve();
        else reject(error);
      });
    });
  }

  dispose(): void {
    this.#stopExpiry();
    this.#writer?.close();
    void this.#watching?.then((stop) => stop(), noWatch);
    for (const giveBack of this.#givenBack.splice(0)) giveBack();
  }

  /** Once for the socket, to its end. */
  async #watch(actor: Actor): Promise<void> {
    this.#watching ??= watchActor(this.app, actor, () => {
      this.outdated();
      for (const listener of this.#rightsListeners) listener();
    });
    try {
      await this.#watching;
    } catch (error) {
      this.#watching = undefined;
      throw error;
    }
  }

  get patienceMs(): number {
    return this.app.config.limits.LIMIT_SLOW_SOCKET_MS;
  }

  /** Such a reader is sent away: it resumes from its cursor. */
  tooSlow(): void {
    this.socket.close(...closing.slowConsumer);
    // It does not read, so it will not hear that either.
    setTimeout(() => this.socket.terminate(), 1_000).unref();
  }

  #become(actor: Actor | null): void {
    this.#actor.become(actor);
    this.#stopExpiry();
    const end = actor === null ? null : endOf(actor);
    this.#stopExpiry = end === null ? () => {} : atTime(end, () => this.socket.close(...closing.forbidden));
  }

  #holdForActor(actor: Actor): boolean {
    const { LIMIT_SOCKETS_PER_USER } = this.app.config.limits;
    if (!this.#hold(actor.key, LIMIT_SOCKETS_PER_USER)) return false;
    if (actor.kind === 'user') this.#givenBack.push(this.app.presences.arrive(actor));
    return true;
  }

  #hold(key: string, most: number): boolean {
    const giveBack = this.counts.take(key, most);
    if (giveBack === undefined) {
      this.socket.close(...closing.tooManySockets);
      return false;
    }
    this.#givenBack.push(giveBack);
    return true;
  }
}

/** It could not begin, and whoever wanted it was told so. */
const noWatch = () => {};
