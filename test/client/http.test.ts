import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFrontdeskClient, type FrontdeskClient, type FrontdeskClientOptions } from '../../src/client/index.js';
import { newToken, type ScriptedServer, startScriptedServer } from './support/scripted-server.js';

const add = `mutation ($input: AddInput!) { add(input: $input) { userErrors { code } } }`;

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const connect = (options: Partial<FrontdeskClientOptions> = {}): FrontdeskClient =>
  createFrontdeskClient({ url: server.url, backoff: { baseMs: 1, capMs: 2 }, ...options });

const adds = () => server.heard.filter((what) => what.startsWith('add'));

it('C1: asks as who is signed in', async () => {
  const accessToken = newToken('ana');
  server.valid.add(accessToken);
  expect(await connect().query('{ me }')).toEqual({ me: null });
  expect(await connect({ tokens: { accessToken } }).query<{ me: string }>('{ me }')).toEqual({ me: accessToken });
});

it('C1: refreshes once for all who are refused at the same time, and asks again', async () => {
  const client = connect({ tokens: { accessToken: newToken('revoked'), refreshToken: 'r' } });
  const answers = await Promise.all(Array.from({ length: 10 }, () => client.query<{ me: string }>('{ me }')));
  expect(new Set(answers.map(({ me }) => me)).size).toBe(1);
  expect(server.heard.filter((what) => what === 'refresh')).toHaveLength(1);
});

it('C1: throws what the server refuses, with its code and the id of the request', async () => {
  server.refreshable = false;
  const client = connect({ tokens: { accessToken: newToken('revoked'), refreshToken: 'r' } });
  await expect(client.query('{ me }')).rejects.toMatchObject({ name: 'SessionOverError' });
  const other = connect({ tokens: { accessToken: newToken('revoked') }, refresh: async (tokens) => tokens });
  await expect(other.query('{ me }')).rejects.toMatchObject({ code: 'UNAUTHENTICATED', requestId: 'r-1' });
});

it('C1: asks a query again that got no answer', async () => {
  server.failures.push('cut', '503', 'answer lost');
  expect(await connect().query('{ me }')).toEqual({ me: null });
});

it('C1: sends a mutation again only with an idempotency key, which makes it happen once', async () => {
  server.failures.push('answer lost');
  const client = connect();
  await expect(client.mutate(add, { input: { number: 1 } })).rejects.toMatchObject({ name: 'NetworkError' });
  expect(adds()).toHaveLength(1);
  server.failures.push('cut', 'answer lost');
  await client.mutate(add, { input: { number: 2, idempotencyKey: 'k' } });
  expect(adds()).toEqual(['add 1', 'add 2', 'add 2']);
});

it('C1: gives up after a few attempts, and when it is told to', async () => {
  server.failures.push('cut', 'cut', 'cut');
  await expect(connect({ retries: 2 }).query('{ me }')).rejects.toMatchObject({ name: 'NetworkError' });
  server.failures.push('503');
  const stop = new AbortController();
  const asked = connect({ backoff: { baseMs: 60_000, capMs: 60_000 } }).query('{ me }', {}, { signal: stop.signal });
  await expect.poll(() => server.failures).toEqual([]);
  stop.abort(new Error('Never mind.'));
  await expect(asked).rejects.toThrow('Never mind.');
});
