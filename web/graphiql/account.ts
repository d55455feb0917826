import { forgetSession, openSession, renewSession, type Tokens } from '../src/session/page-session.js';

/** Who is signed in here, and for how long. */
export interface Account {
  readonly tokens: Tokens;
  readonly name: string;
  readonly email: string | null;
}

type Listener = () => void;

/** The account that GraphiQL sends its operations as. */
class Accounts {
  #account: Account | null = null;
  #renewing: Promise<void> | undefined;
  readonly #listeners = new Set<Listener>();

  get current(): Account | null {
    return this.#account;
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What to send with the next operation: renewed when it is about to expire. */
  async authorization(): Promise<string | null> {
    if (this.#account !== null && Date.parse(this.#account.tokens.expiresAt) - Date.now() < 30_000)
      await this.restore();
    return this.#account === null ? null : `Bearer ${this.#account.tokens.accessToken}`;
  }

  /** Picks up the session of an earlier visit, or a fresh token for the one of now. */
  restore(): Promise<void> {
    this.#renewing ??= renewSession('graphiql')
      .then((tokens) => this.#use(tokens))
      .finally(() => {
        this.#renewing = undefined;
      });
    return this.#renewing;
  }

  /** Null when it worked, else the reason. */
  async signIn(email: string, password: string): Promise<string | null> {
    const { tokens, errors } = await openSession('graphiql', 'signIn', { email, password });
    if (tokens === null) return errors[0]?.message ?? 'This did not work.';
    await this.#use(tokens);
    return null;
  }

  async signOut(): Promise<void> {
    await forgetSession('graphiql');
    await this.#use(null);
  }

  async #use(tokens: Tokens | null): Promise<void> {
    this.#account = tokens === null ? null : { tokens, ...(await nameOf(tokens.accessToken)) };
    for (const listener of this.#listeners) listener();
  }
}

export const accounts = new Accounts();

async function nameOf(accessToken: string): Promise<{ name: string; email: string | null }> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query: '{ viewer { email user { name } } }' }),
  });
  const { data } = (await response.json()) as { data?: { viewer?: { email: string | null; user: { name: string } } } };
  return { name: data?.viewer?.user.name ?? 'Signed in', email: data?.viewer?.email ?? null };
}
