import { forgetSession, openSession, renewSession, type SessionError, type Tokens } from './page-session.js';

export type SessionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signedOut'; readonly because: 'never' | 'over' }
  /** `generation` is another one for each sign-in: caches that belong to a person are keyed by it. */
  | { readonly kind: 'signedIn'; readonly tokens: Tokens; readonly generation: number };

/** The one session of this page, in step with the other tabs. */
class ConsoleSession {
  #state: SessionState = { kind: 'starting' };
  #generation = 0;
  #renewing: Promise<Tokens | null> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #tabs = new BroadcastChannel('frontdesk-console');

  constructor() {
    this.#tabs.onmessage = ({ data }) => {
      if (data === 'signedOut') this.#set({ kind: 'signedOut', because: 'never' });
      if (data === 'signedIn') void this.start();
    };
  }

  get state(): SessionState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Picks up the session that the cookie holds. */
  async start(): Promise<void> {
    try {
      const tokens = await renewSession('console');
      this.#set(tokens === null ? { kind: 'signedOut', because: 'never' } : this.#signedIn(tokens));
    } catch {
      this.#set({ kind: 'signedOut', because: 'never' });
    }
  }

  /** Answers why not; nothing when it worked. */
  async open(verb: 'signIn' | 'signUp', input: object): Promise<readonly SessionError[]> {
    const { tokens, errors } = await openSession('console', verb, input);
    if (tokens !== null) {
      this.#set(this.#signedIn(tokens));
      this.#tabs.postMessage('signedIn');
    }
    return errors;
  }

  /** The same person with a fresh token. When the session is over, the console goes to its sign-in. */
  async renew(): Promise<Tokens | null> {
    this.#renewing ??= renewSession('console').finally(() => {
      this.#renewing = undefined;
    });
    const tokens = await this.#renewing;
    if (this.#state.kind !== 'signedIn') return null;
    if (tokens === null) this.#set({ kind: 'signedOut', because: 'over' });
    else this.#set({ ...this.#state, tokens });
    return tokens;
  }

  /** Call it after the server has ended the session. */
  async close(): Promise<void> {
    this.#set({ kind: 'signedOut', because: 'never' });
    await forgetSession('console');
    this.#tabs.postMessage('signedOut');
  }

  #signedIn(tokens: Tokens): SessionState {
    return { kind: 'signedIn', tokens, generation: ++this.#generation };
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const session = new ConsoleSession();
