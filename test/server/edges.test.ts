import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError, readConfig } from '../../src/config.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { transports } from '../support/transports.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({
    ALLOWED_ORIGINS: 'https://desk.example',
    TRUST_PROXY: '127.0.0.0/8',
    LIMIT_ANONYMOUS_COST: '50',
    LIMIT_ANONYMOUS_COST_PER_SECOND: '0.001',
  });
});
afterAll(() => running.close());

const ask = (headers: Record<string, string>, query = '{ __typename }') =>
  fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

describe('T12: pages of other origins', () => {
  it.each([
    ['https://desk.example', 200, 'https://desk.example'],
    ['https://desk.example.evil.example', 403, null],
    ['https://evil.example', 403, null],
    ['http://desk.example', 403, null],
    ['null', 403, null],
  ])('%s: %s', async (origin, status, allowed) => {
    const answer = await ask({ origin, 'x-forwarded-for': '192.0.2.1' });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
    expect(answer.headers.get('vary')).toContain('origin');
    const preflight = await fetch(`${running.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(allowed);
  });
});

describe('threat 18: who stands behind a proxy', () => {
  const costly = '{ properties(first: 20) { nodes { name } } }';
  it('is counted by the address that the proxy of ours saw, whatever they say themselves', async () => {
    const as = (forwarded: string) => ask({ 'x-forwarded-for': forwarded }, costly);
    expect((await as('203.0.113.7')).status).toBe(200);
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await as(`198.51.100.${n}, 203.0.113.7`)).status);
    expect(statuses).toContain(429);
    const refused = await as('198.51.100.99, 203.0.113.7');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const { errors } = (await refused.json()) as { errors: Array<{ extensions: Record<string, unknown> }> };
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    expect((await as('203.0.113.8')).status).toBe(200);
  });

  it('is not believed where no proxy is ours', async () => {
    await using open = await startApp({ LIMIT_ANONYMOUS_COST: '50', LIMIT_ANONYMOUS_COST_PER_SECOND: '0.001' });
    const statuses = [];
    for (let n = 0; n < 5; n++) {
      const answer = await fetch(`${open.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${n}` },
        body: JSON.stringify({ query: costly }),
      });
      statuses.push(answer.status);
    }
    expect(statuses).toContain(429);
  });
});

describe('D7: the numbers are public', () => {
  it.each(Object.entries(transports))('on every answer over %s', async (name, send) => {
    await using open = await startApp();
    const reply = (await send(open, '{ properties(first: 10) { nodes { name } } }')) as { extensions?: object };
    // A result that is wrapped in a `next` message has its extensions as over HTTP.
    expect(reply.extensions, name).toMatchObject({
      cost: { requested: expect.any(Number), maximum: 200, remaining: expect.any(Number) },
      rateLimit: { limit: 200, remaining: expect.any(Number), perSecond: 10 },
    });
  });
});

describe('every answer', () => {
  it.each(['/', '/healthz', '/readyz', '/nothing', '/console/', '/graphql', '/metrics'])(
    'of %s is closed to sniffing, framing and foreign scripts',
    async (path) => {
      const answer = await fetch(`${running.url}${path}`, {
        redirect: 'manual',
        headers: { 'x-request-id': 'asked-for-12345' },
      });
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy.match(/script-src[^;]*/)?.[0] ?? '').not.toMatch(/unsafe-inline|unsafe-eval/);
      expect(answer.headers.get('referrer-policy')).toBeTruthy();
      // From a proxy of ours, a well-formed id is kept.
      expect(answer.headers.get('x-request-id')).toBe('asked-for-12345');
    },
  );
});

describe('D6: health and metrics', () => {
  it('says that it is alive and ready', async () => {
    expect(await (await fetch(`${running.url}/healthz`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${running.url}/readyz`)).json()).toEqual({
      status: 'ready',
      checks: { database: 'ok', redis: 'none', draining: 'no' },
    });
  });

  it('shows metrics to this machine, and not through a proxy; with a token to whoever has it', async () => {
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    for (const name of [
      'frontdesk_http_request_seconds',
      'frontdesk_operations_total',
      'frontdesk_sockets',
      'nodejs_eventloop_lag',
    ])
      expect(metrics).toContain(name);
    expect((await fetch(`${running.url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(403);
    await using guarded = await startApp({ METRICS_TOKEN: 'a token of sixteen or more' });
    expect((await fetch(`${guarded.url}/metrics`)).status).toBe(403);
    const headers = { authorization: 'Bearer a token of sixteen or more' };
    expect((await fetch(`${guarded.url}/metrics`, { headers })).status).toBe(200);
  });
});

describe('threats 26: what goes wrong inside stays inside', () => {
  it('masks an error that nobody expected, with a request id', async () => {
    await using broken = await startApp();
    await broken.app.database.script('ALTER TABLE property RENAME TO gone');
    for (const send of Object.values(transports)) {
      const { errors } = await send(broken, '{ properties { nodes { name } } }');
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'INTERNAL', requestId: expect.any(String) } });
      expect(JSON.stringify(errors)).not.toMatch(/gone|property.*exist|prisma|\/src\//i);
    }
  });
});

describe('threat 3: production', () => {
  const production = {
    NODE_ENV: 'production',
    AUTH_SECRET: 'a secret of thirty-two characters and more',
    PUBLIC_URL: 'https://desk.example',
  };
  it('shows its schema to administrators alone, and does not help with guesses', async () => {
    await using app = await startApp({ ...production, LIMIT_SOCKETS_PER_ADDRESS: '100' });
    const admin = await signedIn(app.app, await aUser(app.app, { role: 'ADMIN' }));
    const user = await signedIn(app.app, await aUser(app.app));
    for (const send of Object.values(transports)) {
      for (const token of [null, user])
        expect((await send(app, '{ __schema { queryType { name } } }', {}, token)).errors?.[0]?.extensions?.code).toBe(
          'FORBIDDEN',
        );
      expect((await send(app, '{ __schema { queryType { name } } }', {}, admin)).data).toEqual({
        __schema: { queryType: { name: 'Query' } },
      });
      const { errors } = await send(app, '{ propertie { nodes { name } } }');
      expect(errors?.[0]?.message).toMatch(/Cannot query field/);
      expect(errors?.[0]?.message).not.toMatch(/Did you mean/);
    }
  });

  it('threat 6: asks by which origin its pages are known', () => {
    const { PUBLIC_URL: _unset, ...unknown } = production;
    expect(() => readConfig(unknown)).toThrow(/PUBLIC_URL or ALLOWED_ORIGINS must be set in production/);
    expect(() => readConfig({ ...unknown, ALLOWED_ORIGINS: 'https://desk.example' })).not.toThrow();
  });

  it('threat 28: refuses the secret that everybody knows', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(/AUTH_SECRET must be set in production/);
    for (const wrong of [
      { PORT: 'x' },
      { LIMIT_DEPTH: '-1' },
      { LIMIT_EXECUTION_MS: '1e12' },
      { TRUST_PROXY: '10.0.0.0/40' },
    ])
      expect(() => readConfig({ ...production, ...wrong })).toThrow(ConfigurationError);
    expect(() => readConfig({ AUTH_SECRET: 'short and secret' })).not.toThrow(/short and secret/);
  });
});

describe('threat 9: who sends slowly or wrongly', () => {
  const raw = (text: string, url: string) =>
    new Promise<string>((resolve) => {
      const { port } = new URL(url);
      let answer = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (data) => {
        answer += data;
      });
      socket.on('error', () => resolve(answer));
      socket.on('close', () => resolve(answer));
    });

  it('refuses a request that has two lengths', async () => {
    const head = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    expect(await raw(`${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`, running.url)).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(await raw(`${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, running.url)).toMatch(
      /^HTTP\/1.1 400/,
    );
  });

  it('cuts headers and bodies that do not come to an end, and serves others meanwhile', async () => {
    await using app = await startApp({ LIMIT_HEADERS_MS: '1000', LIMIT_REQUEST_MS: '1500' });
    const slow = Array.from({ length: 100 }, () => raw('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', app.url));
    const body = raw(
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"q',
      app.url,
    );
    expect((await app.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1.1 408/);
    expect(await body).toMatch(/^HTTP\/1.1 408/);
    await eventually(async () => expect((await app.ask('{ __typename }')).status).toBe(200));
  });
});
