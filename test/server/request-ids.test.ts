import { expect, it } from 'vitest';
import { startApp } from '../support/app.js';

const idFor = async (url: string, id: string) =>
  (await fetch(`${url}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');

const uuid = /^[\da-f]{8}-[\da-f-]{27}$/;

it('D6: a request has an id of ours, whatever a stranger says', async () => {
  await using running = await startApp();
  expect(await idFor(running.url, 'asked-for-12345')).toMatch(uuid);
  await using elsewhere = await startApp({ TRUST_PROXY: '10.0.0.0/8' });
  expect(await idFor(elsewhere.url, 'asked-for-12345')).toMatch(uuid);
});

it('D6: of a proxy of ours it keeps the one that it was given, if it is one', async () => {
  await using running = await startApp({ TRUST_PROXY: '127.0.0.0/8,::1' });
  expect(await idFor(running.url, 'asked-for-12345')).toBe('asked-for-12345');
  for (const wrong of ['short', 'x'.repeat(65), 'with a "quote" in it'])
    expect(await idFor(running.url, wrong)).toMatch(uuid);
});
