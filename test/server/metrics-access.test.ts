import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';

const token = 'a token of sixteen or more';

let guarded: RunningApp;
beforeAll(async () => {
  guarded = await startApp({ METRICS_TOKEN: token });
});
afterAll(() => guarded.close());

it.each([
  ['nothing', undefined, 403],
  ['no token', 'Bearer ', 403],
  ['another token', 'Bearer another token', 403],
  ['another token that is as long', `Bearer ${'x'.repeat(token.length)}`, 403],
  ['a beginning of the token', `Bearer ${token.slice(0, -1)}`, 403],
  ['the token and more', `Bearer ${token}x`, 403],
  ['the token without its scheme', token, 403],
  ['the token', `Bearer ${token}`, 200],
])('D6: with METRICS_TOKEN, /metrics for %s', async (_what, authorization, status) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const answer = await fetch(`${guarded.url}/metrics`, { headers });
  expect(answer.status).toBe(status);
  expect((await answer.text()).includes('frontdesk_sockets')).toBe(status === 200);
});
