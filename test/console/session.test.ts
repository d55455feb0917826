import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password } from '../support/factories.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
  await aUser(running.app, { email: 'ana@example.com' });
});
afterAll(() => running.close());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${running.url}/console/session/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: running.url, ...headers },
    body: JSON.stringify(body),
  });

const ana = () => ({ email: 'ana@example.com', password });

it.each([
  ['another origin', { origin: 'https://evil.example' }, 403],
  ['the origin of a sandboxed frame', { origin: 'null' }, 403],
  ['the body of a form', { 'content-type': 'text/plain' }, 403],
])('A1: refuses to open a session for %s', async (_what, headers, status) => {
  const response = await post('console/signIn', ana(), headers);
  expect(response.status).toBe(status);
  expect(response.headers.get('set-cookie')).toBeNull();
});

it('A1: keeps the refresh token in a cookie that no script reads, and out of the answer', async () => {
  const response = await post('console/signIn', ana());
  expect(response.headers.get('set-cookie')).toMatch(
    /^frontdesk_console=fdr_[\w-]+; Path=\/console\/session\/console; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
  );
  const body = await response.text();
  expect(body).not.toContain('fdr_');
  const { session } = JSON.parse(body) as { session: { accessToken: string } };
  expect((await running.ask('{ viewer { email } }', {}, session.accessToken)).data).toEqual({
    viewer: { email: 'ana@example.com' },
  });
});

it.each([
  ['PUBLIC_URL is https', { PUBLIC_URL: 'https://desk.example' }, 'https://desk.example', true],
  ['the page came by https', {}, 'https://', true],
  ['the page came by http', {}, 'http://', false],
])('A1: sends the cookie over https alone, when %s', async (_when, env, origin, secure) => {
  await using other = await startApp(env);
  await aUser(other.app, { email: 'ana@example.com' });
  const { host } = new URL(other.url);
  const response = await fetch(`${other.url}/console/session/console/signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: origin.endsWith('//') ? `${origin}${host}` : origin },
    body: JSON.stringify(ana()),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('set-cookie')?.includes('; Secure')).toBe(secure);
});

it('A1: renews with the cookie, gives the next one, and takes away one that is worth nothing', async () => {
  const opened = await post('console/signIn', ana());
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const renewed = await post('console/refresh', {}, { cookie });
  expect(await renewed.json()).toMatchObject({ session: { accessToken: expect.any(String) } });
  expect(renewed.headers.get('set-cookie')).toMatch(/^frontdesk_console=fdr_/);
  expect(renewed.headers.get('set-cookie')).not.toContain(cookie);

  const unknown = await post('console/refresh', {}, { cookie: 'frontdesk_console=fdr_unknown' });
  expect(await unknown.json()).toMatchObject({ session: null });
  expect(unknown.headers.get('set-cookie')).toContain('Max-Age=0');
});

it('A1: keeps the session of GraphiQL apart from that of the console', async () => {
  const opened = await post('graphiql/signIn', ana());
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(cookie).toMatch(/^frontdesk_graphiql=/);
  expect(await (await post('console/refresh', {}, { cookie })).json()).toMatchObject({ session: null });
});

it('A1: answers a wrong password as the mutation does', async () => {
  const response = await post('console/signIn', { ...ana(), password: 'wrong' });
  expect(await response.json()).toMatchObject({ session: null, userErrors: [{ code: 'CREDENTIALS_REFUSED' }] });
  expect(response.headers.get('set-cookie')).toBeNull();
});

it('C9: names demo accounts only where there are some', async () => {
  const response = await fetch(`${running.url}/console/settings.json`);
  expect(await response.json()).toEqual({ demo: null });
});
