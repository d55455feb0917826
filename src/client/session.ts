import { SessionOverError } from './errors.js';

/** What `signIn` and `refreshSession` give out. */
export interface Tokens {
  readonly accessToken: string;
  /** Good for one refresh. Without one (and without `refresh`), the session ends with the access token. */
  readonly refreshToken?: string | null;
  /** When the access token expires, if it is not a JWT that says so. */
  readonly expiresAt?: string | null;
}

/** Where the tokens are kept. `read` must see what other tabs have written, when they share the session. */
export interface TokenStore {
  read(): Tokens | null;
  write(tokens: Tokens | null): void;
}

/** New tokens for old ones. Null when the session is over; throwing means “not now”, and it is tried again. */
export type Refresh = (tokens: Tokens) => Promise<Tokens | null>;

/** Why the tokens are other ones: renewed, chosen by the program (signed in or out), or ended by the server. */
export type SessionChange = 'refreshed' | 'replaced' | 'over';

/** Before the expiry, from when on a token is not used for something new. */
const marginMs = 1_000;

/** The tokens of one session, renewed before they expire. */
export class Session {
  readonly #observers = new Set<(change: SessionChange) => void>();
  #refreshing: Promise<Tokens> | undefined;
  #refused: string | undefined;
  /** Whose lifetime is measured, and from when on: the clock of the server may be another one. */
  #seen: { accessToken: string; at: number } | undefined;

  constructor(
    readonly store: TokenStore,
    readonly requestTokens: Refresh,
  ) {
    this.#look(store.read());
  }

  /** Null when nobody is signed in. */
  get tokens(): Tokens | null {
    return this.#look(this.store.read());
  }

  /** Another session (after a sign-in), or none (after a sign-out). */
  set(tokens: Tokens | null): void {
    this.#put(tokens, 'replaced');
  }

  /** Called after each `set` and each refresh. */
  observe(observer: (change: SessionChange) => void): () => void {
    this.#observers.add(observer);
    return () => void this.#observers.delete(observer);
  }

  /** The server did not take this token, whatever its expiry says. */
  refuse(accessToken: string): void {
    this.#refused = accessToken;
  }

  /** A token to use now, refreshed when necessary. Null when nobody is signed in. Throws when the session is over. */
  async accessToken(): Promise<string | null> {
    const { tokens } = this;
    if (tokens === null) return null;
    const left = this.millisecondsLeft();
    if (tokens.accessToken !== this.#refused && (left === null || left > marginMs)) return tokens.accessToken;
    return (await this.refresh(tokens.accessToken)).accessToken;
  }

  /** Until the access token expires. Null when that is not known, or nobody is signed in. */
  millisecondsLeft(): number | null {
    const { tokens } = this;
    if (tokens === null || this.#seen === undefined) return null;
    const lifetime = lifetimeOf(tokens.accessToken);
    if (lifetime !== null) {
      // Issued by a server whose clock may differ: what counts is how long it is valid, from when it was first seen.
      // A token that was kept since an earlier visit is older than that: then its own times are all there is.
      const age = Math.max(Date.now() - this.#seen.at, 0);
      return Math.min(lifetime.seconds * 1000 - age, lifetime.expiresAt + clockTolerance - Date.now());
    }
    return tokens.expiresAt == null ? null : Date.parse(tokens.expiresAt) - Date.now();
  }

  /**
   * Exchanges the tokens, once for all who ask at the same time: in this tab, and in others where the browser has
   * locks, since a refresh token that is used twice ends the session.
   *
   * @param stale - the access token that must be replaced; if another tab has done it already, its tokens are used.
   */
  refresh(stale = this.tokens?.accessToken): Promise<Tokens> {
    this.#refreshing ??= exclusively(() => this.#exchange(stale)).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #exchange(stale: string | undefined): Promise<Tokens> {
    const { tokens } = this;
    if (tokens === null) throw new SessionOverError();
    if (tokens.accessToken !== stale) return tokens;
    const fresh = await this.requestTokens(tokens);
    // Somebody signed out or in while the answer was under way: theirs is the session now.
    const now = this.store.read();
    if (now?.accessToken !== tokens.accessToken) {
      if (now === null) throw new SessionOverError();
      return now;
    }
    this.#put(fresh, fresh === null ? 'over' : 'refreshed');
    if (fresh === null) throw new SessionOverError();
    return fresh;
  }

  #put(tokens: Tokens | null, change: SessionChange): void {
    this.#refused = undefined;
    this.store.write(tokens);
    this.#look(tokens);
    for (const observer of [...this.#observers]) observer(change);
  }

  #look(tokens: Tokens | null): Tokens | null {
    if (tokens !== null && tokens.accessToken !== this.#seen?.accessToken)
      this.#seen = { accessToken: tokens.accessToken, at: Date.now() };
    return tokens;
  }
}

export function storeOf(tokens: Tokens | TokenStore | null): TokenStore {
  if (tokens !== null && 'read' in tokens) return tokens;
  let kept = tokens;
  return {
    read: () => kept,
    write: (written) => {
      kept = written;
    },
  };
}

/** Clocks that differ by more than this make a kept token be refreshed too early or too late; the server then says so. */
const clockTolerance = 60_000;

interface Lifetime {
  seconds: number;
  expiresAt: number;
}

function lifetimeOf(jwt: string): Lifetime | null {
  try {
    const body = atob((jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const { exp, iat } = JSON.parse(body) as { exp?: unknown; iat?: unknown };
    if (typeof exp !== 'number' || typeof iat !== 'number') return null;
    return { seconds: exp - iat, expiresAt: exp * 1000 };
  } catch {
    return null;
  }
}

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const { navigator } = globalThis as { navigator?: { locks?: Locks } };
  return navigator?.locks?.request('frontdesk-refresh', work) ?? work();
}
