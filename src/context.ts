import type { Actor, UserActor } from './actor.js';
import type { App } from './app.js';
import type { Deadline } from './database/deadline.js';
import { Fault } from './errors.js';
import type { Claim } from './schema/idempotency.js';

/** Who asks, with what. Made anew for every request, and for every event of a feed. */
export interface Context {
  readonly app: App;
  /** With the rights of this moment: renewed after a mutation that changes them. */
  actor: Actor | null;
  readonly request: RequestInfo;
  /** The socket that the operation came over. Absent over HTTP and SSE. */
  readonly connection?: LiveConnection | undefined;
  /** The mutation that runs. */
  operation?: string;
  /** Set while a mutation with an `idempotencyKey` runs: `transact` claims it with the business write. */
  claim?: Claim;
  /** What is not committed by then is rolled back. Set for queries and mutations. */
  readonly deadline?: Deadline;
}

/** What may be asked of the socket that an operation came over: the WebSocket transport implements it. */
export interface LiveConnection {
  /** Whose it is now: a fresh token replaces the actor that its streams began with. */
  readonly actor: Actor | null;
  /**
   * The same person brought a fresh access token: the actor of the connection and the timer to its expiry are replaced,
   * and every stream goes on where it is. Called once the token is verified, by `reauthenticate` alone.
   */
  reauthenticated(actor: UserActor): void;
  /** Calls when the rights of the actor may have changed. Answers how to stop. */
  watchRights(changed: () => void): Promise<() => void>;
  /** The actor with the rights of this moment. Throws UNAUTHENTICATED as `renewActor` does. */
  currentActor(): Promise<Actor | null>;
  /** Something may have changed the rights, whether or not the connection has heard of it yet: they are read anew. */
  outdated(): void;
}

export interface RequestInfo {
  readonly id: string;
  /** The client's address, as far as proxies may be believed. */
  readonly address: string;
  readonly userAgent: string;
  readonly transport: 'http' | 'sse' | 'websocket' | 'internal';
}

/** Whoever asks, a person or a program. Throws UNAUTHENTICATED when nobody signed in. */
export function actorOf(context: Pick<Context, 'actor'>): Actor {
  if (context.actor === null) throw new Fault('UNAUTHENTICATED');
  return context.actor;
}

/** The person who asks. Throws UNAUTHENTICATED for anybody else, service keys included. */
export function userOf(context: Pick<Context, 'actor'>): UserActor {
  if (context.actor?.kind !== 'user') throw new Fault('UNAUTHENTICATED');
  return context.actor;
}
