import type { Actor, UserActor } from './actor.js';
import type { App } from './app.js';
import { Fault } from './errors.js';
import type { Claim } from './schema/idempotency.js';

/** Who asks, with what. Made anew for every request, and for every event of a feed. */
export interface Context {
  readonly app: App;
  readonly actor: Actor | null;
  readonly request: RequestInfo;
  /** Set while a mutation with an `idempotencyKey` runs: `transact` claims it with the business write. */
  claim?: Claim;
}

export interface RequestInfo {
  readonly id: string;
  /** The client's address, as far as proxies may be believed. */
  readonly address: string;
  readonly userAgent: string;
  readonly transport: 'http' | 'sse' | 'websocket' | 'internal';
}

/** The person who asks. Throws UNAUTHENTICATED for anybody else, service keys included. */
export function userOf(context: Pick<Context, 'actor'>): UserActor {
  if (context.actor?.kind !== 'user') throw new Fault('UNAUTHENTICATED');
  return context.actor;
}
