import { type Backoff, delayOf } from './backoff.js';
import { SessionOverError } from './errors.js';
import type { Session } from './session.js';
import type { Socket } from './socket.js';

const document = `mutation Reauthenticate($accessToken: String!) {
  reauthenticate(input: { accessToken: $accessToken }) { userErrors { code } }
}`;

/** Renewed this long before the expiry, or when a fifth of the lifetime is left if that is later. */
const marginMs = 60_000;
/** A longer timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Renews the tokens before they expire, and tells the connection that is open, so that its streams go on. */
export class Renewal {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(
    readonly session: Session,
    readonly backoff: Backoff,
  ) {}

  /** From now on, and again after each renewal: for as long as there is a connection. */
  start(): void {
    this.stop();
    const left = this.session.millisecondsLeft();
    if (left === null) return;
    this.#failures = 0;
    this.#renewIn(Math.max(left - Math.min(marginMs, left / 5), 0));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #renewIn(milliseconds: number): void {
    this.#timer = setTimeout(
      () => {
        // The session tells its observers: those that are connected say it to the server.
        this.session.refresh().catch((error: unknown) => {
          if (!(error instanceof SessionOverError)) this.#renewIn(delayOf(this.backoff, ++this.#failures));
        });
      },
      Math.min(milliseconds, longestTimerMs),
    );
  }
}

/** Gives the fresh token to the server over the connection itself. Answers whether it was taken. */
export function reauthenticate(socket: Socket, accessToken: string): Promise<boolean> {
  return new Promise((resolve) => {
    socket.client.subscribe<{ reauthenticate: { userErrors: unknown[] } | null }>(
      { query: document, variables: { accessToken } },
      {
        next: ({ data, errors }) => resolve(errors === undefined && data?.reauthenticate?.userErrors.length === 0),
        error: () => resolve(false),
        complete: () => resolve(false),
      },
    );
  });
}
