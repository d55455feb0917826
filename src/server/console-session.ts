import { sessionDays } from '../accounts/tokens.js';
import type { App } from '../app.js';
import { isOwnOrigin } from './own-host.js';

/** Runs a GraphQL request as the API does for anybody: with its limits, its rates and its log. */
export type AskGraphql = (request: Request) => Promise<Response>;

interface Payload {
  session: { accessToken: string; refreshToken: string; expiresAt: string } | null;
  userErrors: Array<{ code: string; message: string; field: string | null }>;
}

const answer = 'session { accessToken refreshToken expiresAt } userErrors { code message field }';
const operations = {
  signIn: `mutation ConsoleSignIn($input: SignInInput!) { signIn(input: $input) { ${answer} } }`,
  signUp: `mutation ConsoleSignUp($input: SignUpInput!) { signUp(input: $input) { ${answer} } }`,
  refreshSession: `mutation ConsoleRefresh($input: RefreshSessionInput!) { refreshSession(input: $input) { ${answer} } }`,
} as const;

/** The pages that keep a session. Each has a cookie of its own: one may try things in GraphiQL as somebody else. */
const pages = new Set(['console', 'graphiql']);

/**
 * `POST /console/session/<page>/<signIn|signUp|refresh|end>`: the public mutations, with the refresh token kept back in
 * a cookie that no script can read and that the browser sends nowhere else. An injected script finds the access token
 * of a quarter of an hour, and nothing that outlives it.
 */
export async function respondToSession(
  app: App,
  path: string,
  request: Request,
  graphql: AskGraphql,
): Promise<Response> {
  const [page = '', verb = '', rest] = path.split('/');
  if (!pages.has(page) || rest !== undefined) return refusal(404, 'There is no such session.');
  if (request.method !== 'POST') return refusal(405, 'Sessions are opened and renewed by POST.');
  if (!isOwn(app, request)) return refusal(403, 'Only the pages of this server may use this session.');
  const cookie = { name: `frontdesk_${page}`, path: `/console/session/${page}`, secure: isSecure(app, request) };
  if (verb === 'end') return Response.json({ session: null, userErrors: [] }, { headers: cleared(cookie) });
  if (verb === 'refresh') {
    const refreshToken = readCookie(request, cookie.name);
    if (refreshToken === null) return Response.json({ session: null, userErrors: [] }, { headers: noStore });
    return open(request, graphql, cookie, 'refreshSession', { refreshToken });
  }
  if (verb !== 'signIn' && verb !== 'signUp') return refusal(404, 'There is no such verb.');
  const input: unknown = await request.json().catch(() => null);
  if (typeof input !== 'object' || input === null) return refusal(400, 'Send the input of the mutation as JSON.');
  return open(request, graphql, cookie, verb, input);
}

async function open(
  request: Request,
  graphql: AskGraphql,
  cookie: Cookie,
  operation: keyof typeof operations,
  input: object,
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json' });
  for (const name of ['user-agent', 'x-forwarded-for', 'origin']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const response = await graphql(
    new Request(new URL('/graphql', request.url), {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: operations[operation], variables: { input } }),
    }),
  );
  const { data, errors } = (await response.json()) as { data?: Record<string, Payload | null>; errors?: unknown[] };
  const payload = data?.[operation] ?? null;
  if (payload === null) return Response.json({ errors }, { status: response.status, headers: noStore });
  if (payload.session === null)
    return Response.json(
      { session: null, userErrors: payload.userErrors },
      { headers: operation === 'refreshSession' ? cleared(cookie) : noStore },
    );
  const { refreshToken, ...session } = payload.session;
  return Response.json({ session, userErrors: [] }, { headers: kept(cookie, refreshToken) });
}

interface Cookie {
  name: string;
  path: string;
  secure: boolean;
}

const noStore = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const kept = (cookie: Cookie, value: string) => ({
  ...noStore,
  'set-cookie': `${cookie.name}=${value}; ${attributes(cookie)}; Max-Age=${sessionDays * 86_400}`,
});

const cleared = (cookie: Cookie) => ({ ...noStore, 'set-cookie': `${cookie.name}=; ${attributes(cookie)}; Max-Age=0` });

const attributes = ({ path, secure }: Cookie): string =>
  `Path=${path}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

function readCookie(request: Request, name: string): string | null {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return null;
}

/** Browsers say where a POST comes from, and a page cannot make them say something else. */
function isOwn(app: App, request: Request): boolean {
  if (request.headers.get('content-type')?.split(';')[0]?.trim() !== 'application/json') return false;
  const origin = request.headers.get('origin');
  return origin !== null && isOwnOrigin(app.config, origin, request.headers.get('host') ?? undefined);
}

const isSecure = (app: App, request: Request): boolean =>
  (app.config.publicUrl ?? request.url).startsWith('https:') ||
  request.headers.get('origin')?.startsWith('https:') === true;

const refusal = (status: number, message: string): Response =>
  Response.json({ errors: [{ message }] }, { status, headers: noStore });
