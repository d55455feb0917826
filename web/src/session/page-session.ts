/** The tokens that a page holds in memory. The refresh token is in a cookie that no script can read. */
export interface Tokens {
  readonly accessToken: string;
  readonly expiresAt: string;
}

export interface SessionError {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

export interface Opened {
  readonly tokens: Tokens | null;
  readonly errors: readonly SessionError[];
}

type Page = 'console' | 'graphiql';
type Verb = 'signIn' | 'signUp' | 'refresh' | 'end';

/** Opens a session. The errors are those of the mutation, for the fields of a form. */
export function openSession(page: Page, verb: 'signIn' | 'signUp', input: object): Promise<Opened> {
  return post(page, verb, input);
}

/**
 * New tokens from the cookie. Null when nobody is signed in, or no longer; throws when that cannot be known now. One tab
 * at a time: a refresh token that is used twice ends the session.
 */
export async function renewSession(page: Page): Promise<Tokens | null> {
  const renewed = await navigator.locks.request(`frontdesk-session-${page}`, () => post(page, 'refresh', {}));
  return renewed.tokens;
}

/** Forgets the cookie. Whoever wants the session to be over for the server too calls `signOut` first. */
export async function forgetSession(page: Page): Promise<void> {
  await post(page, 'end', {});
}

async function post(page: Page, verb: Verb, input: object): Promise<Opened> {
  const response = await fetch(`/console/session/${page}/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as {
    session?: Tokens | null;
    userErrors?: SessionError[];
    errors?: Array<{ message: string; extensions?: { code?: string } }>;
  };
  const fault = answer.errors?.[0];
  if (fault !== undefined) {
    if (verb === 'refresh') throw new Error(fault.message);
    return {
      tokens: null,
      errors: [{ code: fault.extensions?.code ?? 'INTERNAL', message: fault.message, field: null }],
    };
  }
  return { tokens: answer.session ?? null, errors: answer.userErrors ?? [] };
}
