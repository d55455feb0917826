import { type HttpOptions, post } from './http.js';
import type { Refresh, Tokens } from './session.js';

const document = `mutation RefreshSession($refreshToken: String!) {
  refreshSession(input: { refreshToken: $refreshToken }) { session { accessToken refreshToken expiresAt } }
}`;

interface Answer {
  refreshSession: { session: Tokens | null };
}

/** Renews the tokens by the server's own mutation. Whatever reason it refuses for, the session is over. */
export function refreshBy(http: HttpOptions): Refresh {
  return async ({ refreshToken }) => {
    if (refreshToken == null) return null;
    // Not sent again when no answer came: a token that was used already would end the session.
    const request = { accessToken: null, repeatable: false };
    const answer = await post<Answer>(http, { query: document, variables: { refreshToken } }, request);
    return answer.refreshSession.session;
  };
}
