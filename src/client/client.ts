import { type Backoff, defaultBackoff } from './backoff.js';
import { Connection } from './connection.js';
import { type Document, feedDocument, type Print, textOf } from './document.js';
import { browserEnvironment } from './environment.js';
import { OperationError, SessionOverError } from './errors.js';
import { Feed } from './feed.js';
import type { EventOf, FeedHandlers, FeedItem } from './feed-handlers.js';
import { defaultHeartbeat } from './heartbeat.js';
import { carriesKey, type HttpOptions, type Operation, post, type RequestOptions } from './http.js';
import { iterate } from './iterate.js';
import { Observable } from './observable.js';
import type { FeedHandle, FeedOptions, FrontdeskClientOptions } from './options.js';
import { refreshBy } from './refresh.js';
import { Renewal, reauthenticate } from './renewal.js';
import { Session, type SessionChange, storeOf } from './session.js';
import { globalWebSocket, type Socket } from './socket.js';
import { type ConnectionState, sameState, stateOf } from './state.js';
import { endpoints } from './url.js';

/** So long an unused connection stays: screens unsubscribe and subscribe again when they change. */
const lingerMs = 1_000;

type Variables = Record<string, unknown>;

/**
 * A client of a Frontdesk server: queries and mutations over HTTP, feeds over one WebSocket.
 *
 * @remarks
 * Connects when the first feed is subscribed, and closes a second after the last one has ended, unless `connect` was
 * called. Whatever ends the connection, it comes back, and each feed goes on after the last event that it gave out: in
 * order, nothing lost, nothing twice. What cannot be resumed is told by `onReset`.
 */
export function createFrontdeskClient(options: FrontdeskClientOptions): FrontdeskClient {
  return new FrontdeskClient(options);
}

export class FrontdeskClient {
  /** The tokens of who is signed in: `session.set(…)` after a sign-in, `session.set(null)` after a sign-out. */
  readonly session: Session;
  readonly #http: HttpOptions;
  readonly #print: Print | undefined;
  readonly #backoff: Backoff;
  readonly #connection: Connection;
  readonly #renewal: Renewal;
  readonly #state: Observable<ConnectionState>;
  readonly #feeds = new Set<Feed<FeedItem>>();
  /** Whether there is to be a connection: while there are feeds, or as `connect` and `disconnect` said last. */
  #wanted: 'while used' | 'yes' | 'no' = 'while used';
  #socket: Socket | undefined;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FrontdeskClientOptions) {
    const { http, webSocket } = endpoints(options.url);
    this.#backoff = { ...defaultBackoff, ...options.backoff };
    this.#print = options.print;
    // A browser's fetch wants to be called on its window.
    const { fetch = (...request) => globalThis.fetch(...request), retries = 3 } = options;
    this.#http = { url: http, backoff: this.#backoff, retries, fetch };
    this.session = new Session(storeOf(options.tokens ?? null), options.refresh ?? refreshBy(this.#http));
    this.session.observe((change) => this.#sessionChanged(change));
    this.#renewal = new Renewal(this.session, this.#backoff);
    this.#connection = new Connection({
      url: webSocket,
      webSocketImpl: () => options.webSocketImpl ?? globalWebSocket(),
      backoff: this.#backoff,
      heartbeat: { ...defaultHeartbeat, ...options.heartbeat },
      environment: options.environment ?? browserEnvironment,
      openTimeoutMs: options.openTimeoutMs ?? 10_000,
      accessToken: () => this.session.accessToken(),
      onUnauthorized: (accessToken) => this.session.refuse(accessToken),
      onOpen: (socket) => this.#opened(socket),
      onLost: () => this.#lost(),
    });
    this.#state = new Observable(stateOf(this.#connection.link.value, 0), sameState);
    this.#connection.link.observe(() => this.#show());
  }

  /** Throws an `OperationError` or a `NetworkError`. Sent again when no answer came. */
  query<Data = unknown, V extends object = Variables>(
    document: Document<Data, V>,
    variables?: V,
    options: RequestOptions = {},
  ): Promise<Data> {
    return this.#ask(document, variables, { repeatable: true, ...options });
  }

  /**
   * What a mutation refuses is in the `userErrors` of its answer; faults are thrown as `OperationError`. After a
   * `NetworkError` it may have happened or not: with an `idempotencyKey` it is sent again until there is an answer.
   */
  mutate<Data = unknown, V extends object = Variables>(
    document: Document<Data, V>,
    variables?: V,
    options: RequestOptions = {},
  ): Promise<Data> {
    return this.#ask(document, variables, { repeatable: carriesKey(variables), ...options });
  }

  /**
   * Subscribes until `unsubscribe` is called or the feed has ended for good (`onEnd`).
   *
   * @param variables - with the cursor to begin after, if the document has a variable for it (or as `after`).
   */
  subscribe<Data = Record<string, FeedItem & Variables>, V extends object = Variables>(
    document: Document<Data, V>,
    variables: V,
    handlers: FeedHandlers<EventOf<Data>>,
    { operationName }: FeedOptions = {},
  ): FeedHandle {
    const feed = new Feed(
      {
        document: feedDocument(textOf(document, this.#print), operationName),
        variables: Object.fromEntries(Object.entries(variables)),
        operationName,
      },
      {
        ...handlers,
        // The caller knows the types of its own document.
        onEvent: (item: FeedItem) => handlers.onEvent(item as EventOf<Data>),
        onEnd: (end) => {
          this.#feeds.delete(feed);
          this.#linger();
          handlers.onEnd?.(end);
        },
      },
      { backoff: this.#backoff, changed: () => this.#show(), unauthenticated: () => this.#unauthenticated(feed) },
    );
    this.#feeds.add(feed);
    clearTimeout(this.#lingering);
    if (this.#wanted !== 'no') this.#connection.open();
    if (this.#socket !== undefined) feed.attach(this.#socket.client);
    return feed;
  }

  /** The same for `for await`. A reset without `onReset` throws a `StreamResetError`. */
  events<Data = Record<string, FeedItem & Variables>, V extends object = Variables>(
    document: Document<Data, V>,
    variables: V,
    handlers: Omit<FeedHandlers<EventOf<Data>>, 'onEvent'> = {},
    options: FeedOptions = {},
  ): AsyncGenerator<EventOf<Data>, void, undefined> {
    return iterate((own) => this.subscribe(document, variables, own, options), handlers);
  }

  get state(): ConnectionState {
    return this.#state.value;
  }

  /** Calls the observer with the state of now, and with each that follows. Answers what stops it. */
  observe(observer: (state: ConnectionState) => void): () => void {
    return this.#state.observe(observer);
  }

  /** Connects now and stays connected, with feeds or without. Also what leads out of `refused`. */
  connect(): void {
    this.#wanted = 'yes';
    this.#connection.open();
  }

  /** Closes the connection until `connect`. The feeds stay, and go on where they were. */
  disconnect(): void {
    this.#wanted = 'no';
    this.#connection.close();
  }

  /** Ends every feed and the connection. No timer, no listener is left. */
  close(): void {
    for (const feed of [...this.#feeds]) feed.unsubscribe();
    clearTimeout(this.#lingering);
    this.disconnect();
  }

  async #ask<Data>(document: string | object, variables: object | undefined, options: RequestOptions): Promise<Data> {
    const operation: Operation = {
      query: textOf(document, this.#print),
      variables,
      operationName: options.operationName,
    };
    const send = async (accessToken: string | null) =>
      post<Data>(this.#http, operation, {
        accessToken,
        repeatable: options.repeatable ?? false,
        signal: options.signal,
      });
    const accessToken = await this.session.accessToken();
    try {
      return await send(accessToken);
    } catch (error) {
      const refused = error instanceof OperationError && error.code === 'UNAUTHENTICATED';
      if (!refused || accessToken === null) throw error;
      // It was refused before anything was done, so that it may be sent again whatever it is.
      return await send((await this.session.refresh(accessToken)).accessToken);
    }
  }

  #opened(socket: Socket): void {
    this.#socket = socket;
    this.#renewal.start();
    for (const feed of [...this.#feeds]) feed.attach(socket.client);
  }

  #lost(): void {
    this.#socket = undefined;
    this.#renewal.stop();
    for (const feed of [...this.#feeds]) feed.detach();
  }

  #unauthenticated(feed: Feed<FeedItem>): void {
    const { tokens } = this.session;
    if (tokens === null) {
      feed.end({ kind: 'failed', error: new SessionOverError() });
    } else {
      this.session.refuse(tokens.accessToken);
      this.#connection.reconnect();
    }
  }

  #sessionChanged(change: SessionChange): void {
    if (change === 'over') this.#connection.refuse(null, new SessionOverError().message);
    else if (change === 'replaced') this.#connection.reconnect();
    else if (this.#socket !== undefined) this.#renewed(this.#socket, this.session.tokens?.accessToken ?? '');
  }

  #renewed(socket: Socket, accessToken: string): void {
    this.#renewal.start();
    void reauthenticate(socket, accessToken).then((taken) => {
      if (!taken && socket === this.#socket) this.#connection.reconnect();
    });
  }

  #linger(): void {
    clearTimeout(this.#lingering);
    if (this.#feeds.size > 0 || this.#wanted !== 'while used') return;
    this.#lingering = setTimeout(() => this.#connection.close(), lingerMs);
  }

  #show(): void {
    let behind = 0;
    for (const feed of this.#feeds) behind += feed.behind;
    this.#state.set(stateOf(this.#connection.link.value, behind));
  }
}
