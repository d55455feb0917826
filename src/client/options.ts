import type { Backoff } from './backoff.js';
import type { Print } from './document.js';
import type { Environment } from './environment.js';
import type { HeartbeatOptions } from './heartbeat.js';
import type { Refresh, TokenStore, Tokens } from './session.js';
import type { WebSocketImpl } from './socket.js';

export interface FrontdeskClientOptions {
  /** The GraphQL endpoint, `https://…/graphql`. In a browser it may be relative. */
  readonly url: string;
  /** Tokens of a session, or where they are kept. Without any, the client is signed out until `session.set`. */
  readonly tokens?: Tokens | TokenStore | null;
  /** How tokens are renewed. By default with the mutation `refreshSession`. */
  readonly refresh?: Refresh;
  /** By default the global one. On Node.js 20, pass that of `ws`. */
  readonly webSocketImpl?: WebSocketImpl;
  readonly fetch?: typeof fetch;
  /** `print` of graphql, for documents that are ASTs without their text. */
  readonly print?: Print;
  readonly backoff?: Partial<Backoff>;
  readonly heartbeat?: Partial<HeartbeatOptions>;
  /** Milliseconds until a connection must be open. */
  readonly openTimeoutMs?: number;
  /** How often a request that got no answer is sent again, when that is safe. */
  readonly retries?: number;
  /** Tells of the network and of sleep. By default the browser, where there is one. */
  readonly environment?: Environment;
}

export interface FeedOptions {
  /** Which operation of the document, if there are several. */
  readonly operationName?: string;
}

/** A subscription that runs until it is ended. */
export interface FeedHandle {
  /** Everything up to here was given to `onEvent`. Pass it as `after` to go on later, after a reload for example. */
  readonly cursor: string | null;
  /** Events that were missed and have not come yet. */
  readonly behind: number;
  /** Takes nothing more for now: what happens meanwhile comes after `resume`, within the retention time. */
  pause(): void;
  resume(): void;
  /** Nothing is called after it but `onEnd`. */
  unsubscribe(): void;
}
