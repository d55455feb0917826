import { type IncomingMessage, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { password } from '../support/factories.js';
import { transports } from '../support/transports.js';
import { open, other, strict, target } from './support/target.js';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

let asked = 0;
/**
 * As a browser asks for a page: it says where the page is from, and sends the cookies of whom it asks. Each time from
 * another address, since it is rights that are tried here, not rates.
 */
function ask(
  { url }: { url: string },
  path: string,
  headers: Record<string, string>,
  { method = 'POST', body = '{}' }: { method?: string; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method, localAddress: `127.0.5.${1 + (asked++ % 250)}`, headers };
    const sent = request(`${url}${path}`, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(method === 'POST' || method === 'PUT' ? body : undefined);
  });
}

const json = { 'content-type': 'application/json' };

/** A node where people are, the one that the attack is tried at, and the origin of their own pages. */
const places = {
  'in development': () => ({ here: open(), there: other(), own: (at: { url: string }) => at.url }),
  'in production': () => ({
    here: strict(),
    there: { url: target().strict.at(-1) ?? '' },
    own: () => 'https://desk.example',
  }),
};
type Place = ReturnType<(typeof places)[keyof typeof places]>;

/** Somebody who has signed in at the console: the cookie that their browser keeps. */
async function signedIn({ here, own }: Place, page = 'console') {
  const { email } = target().strangers[0] ?? target().admin;
  const answer = await ask(
    here,
    `/console/session/${page}/signIn`,
    { ...json, origin: own(here) },
    { body: JSON.stringify({ email, password }) },
  );
  const [kept = ''] = answer.headers['set-cookie'] ?? [];
  return { answer, kept, cookie: kept.split(';', 1)[0] ?? '', email };
}

/** What a browser says of a page that is none of ours, and of a form on it. */
const foreign: Record<string, (own: string, host: string) => Record<string, string>> = {
  'a page of another origin': () => ({ ...json, origin: 'https://evil.example' }),
  'a sandboxed page': () => ({ ...json, origin: 'null' }),
  'a page that says nothing': () => json,
  'a page whose origin begins like ours': (own) => ({ ...json, origin: `${own}.evil.example` }),
  'a page at another port': (own) => ({ ...json, origin: `${own.replace(/:\d+$/, '')}:1` }),
  'a page of a name below ours': (own) => ({ ...json, origin: own.replace('://', '://evil.') }),
  'a page whose name was made to lead here': () => ({ ...json, origin: 'http://evil.example', host: 'evil.example' }),
  'a form of another origin': () => ({
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'https://evil.example',
  }),
  'a form of ours that somebody else has filled in': (own) => ({ 'content-type': 'text/plain', origin: own }),
  'text of ours that says it is nearly JSON': (own) => ({
    'content-type': 'text/plain; application/json',
    origin: own,
  }),
};

const cases = Object.keys(places).flatMap((where) =>
  Object.keys(foreign).map((who) => ({ where: where as keyof typeof places, who })),
);

describe('attack 5: the session that a cookie keeps', () => {
  it.each(cases)(
    'attack 5: $who, with the cookie $where, gets no token and ends no session',
    async ({ where, who }) => {
      const place = places[where]();
      const { here, there, own } = place;
      const { cookie } = await signedIn(place);
      expect(cookie).toMatch(/^frontdesk_console=fdr_/);
      const headers = foreign[who]?.(own(there), new URL(there.url).host) ?? {};
      for (const verb of ['refresh', 'end', 'signIn']) {
        const body = JSON.stringify(verb === 'signIn' ? { email: target().strangers[1]?.email, password } : {});
        const answer = await ask(there, `/console/session/console/${verb}`, { ...headers, cookie }, { body });
        expect([verb, answer.status]).toEqual([verb, 403]);
        expect(answer.text).not.toMatch(/accessToken|fdr_/);
        expect(answer.headers['set-cookie']).toBeUndefined();
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
        expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      }
      // Whose it is goes on as if nothing had been: the cookie has not been used up.
      const mine = await ask(here, '/console/session/console/refresh', { ...json, origin: own(here), cookie });
      expect(JSON.parse(mine.text).session.accessToken).toMatch(/^ey/);
    },
  );

  it.each(Object.keys(places) as Array<keyof typeof places>)(
    'attack 5: %s, nothing but a POST opens, renews or ends it',
    async (where) => {
      const place = places[where]();
      const { there, own } = place;
      const { cookie } = await signedIn(place);
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])
        for (const verb of ['refresh', 'end', 'signIn']) {
          const headers = { ...json, origin: own(there), cookie, 'x-http-method-override': 'POST' };
          const answer = await ask(there, `/console/session/console/${verb}`, headers, { method });
          expect([method, verb, answer.status]).toEqual([method, verb, 405]);
          expect(answer.text).not.toContain('accessToken');
          expect(answer.headers['set-cookie']).toBeUndefined();
        }
    },
  );

  it.each(Object.keys(places) as Array<keyof typeof places>)(
    'attack 5: %s, no script reads the cookie and the browser sends it nowhere else',
    async (where) => {
      const { answer, kept, email } = await signedIn(places[where]());
      expect(kept).toMatch(/; Path=\/console\/session\/console; HttpOnly; SameSite=Strict/);
      expect(kept.includes('; Secure')).toBe(where === 'in production');
      expect(answer.text).not.toContain('fdr_');
      expect(answer.headers['cache-control']).toBe('no-store');
      const { data } = await transports.HTTP(
        where === 'in production' ? strict() : other(),
        '{ viewer { email } }',
        {},
        JSON.parse(answer.text).session.accessToken,
      );
      expect(data.viewer.email).toBe(email);
    },
  );

  it('attack 5: where no page sends it to, the cookie signs nobody in', async () => {
    const place = places['in development']();
    const { cookie } = await signedIn(place);
    const { there, own } = place;
    const body = JSON.stringify({ query: '{ viewer { email } }' });
    const answer = await ask(there, '/graphql', { ...json, origin: own(there), cookie }, { body });
    expect(JSON.parse(answer.text).data).toEqual({ viewer: null });
    // Nor do the pages of GraphiQL become who is signed in at the console.
    const graphiql = await ask(there, '/console/session/graphiql/refresh', { ...json, origin: own(there), cookie });
    expect(JSON.parse(graphiql.text).session).toBeNull();
  });

  it('attack 12: a cookie that was stolen and has been used ends the session when it comes again', async () => {
    const place = places['in development']();
    const { here, there, own } = place;
    const { cookie: stolen } = await signedIn(place);
    const refresh = async (at: { url: string }, cookie: string) => {
      const answer = await ask(at, '/console/session/console/refresh', { ...json, origin: own(at), cookie });
      return { ...JSON.parse(answer.text), cookie: answer.headers['set-cookie']?.[0] ?? '' };
    };
    const first = await refresh(here, stolen);
    const second = await refresh(there, first.cookie.split(';', 1)[0]);
    expect(second.session).not.toBeNull();
    const again = await refresh(there, stolen);
    expect(again.session).toBeNull();
    expect(again.cookie).toContain('Max-Age=0');
    expect((await refresh(here, second.cookie.split(';', 1)[0])).session).toBeNull();
  });
});
