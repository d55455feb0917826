import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { transports } from '../support/transports.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({
    LIMIT_USER_COST: '100000',
    LIMIT_ANONYMOUS_COST_PER_SECOND: '0.001',
    TRUST_PROXY: '127.0.0.1,::1',
  });
});
afterAll(() => running.close());

let addresses = 0;

function send(body: string | Buffer, headers: Record<string, string> = {}, method = 'POST') {
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }>(
    (resolve, reject) => {
      const own = { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${++addresses}` };
      const sent = request(`${running.url}/graphql`, { method, headers: { ...own, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    },
  );
}

const typename = '{"query":"{ __typename }"}';

describe('threat 10: tokens', () => {
  it('of 100 kB are refused as any other that is wrong', async () => {
    const { status, body } = await send(typename, { authorization: `Bearer ${'x'.repeat(100_000)}` });
    expect(status).toBe(401);
    expect(JSON.parse(body.toString())).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('are the only header that may be so long', async () => {
    expect((await send(typename, { 'x-other': 'x'.repeat(15_000) })).status).toBe(200);
    expect((await send(typename, { 'x-other': 'x'.repeat(17_000) })).status).toBe(431);
    expect((await send(typename, { 'x-other': 'x'.repeat(200_000) })).status).toBe(431);
  });
});

describe('an upgrade that is not known', () => {
  const raw = (text: string | Buffer) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(running.url).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (data) => {
        answer += data;
        // Its JSON is there, with the end of the last chunk if it came in chunks.
        if (/\}\s*(0\s*)?$/.test(answer)) socket.end();
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(answer));
    });
  const head = (length: number) =>
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`;

  it('is served as if it had not been offered', async () => {
    expect(await raw(head(typename.length) + typename)).toMatch(/^HTTP\/1.1 200 [\s\S]*"__typename":"Query"/);
  });

  it('though the body is long, and comes in pieces', async () => {
    const body = `{"query":"{ __typename }","variables":{"x":"${'y'.repeat(200_000)}"}}`;
    expect(await raw(head(body.length) + body)).toMatch(/^HTTP\/1.1 200 [\s\S]*"__typename":"Query"/);
  });

  it('is no way around the limits', async () => {
    expect(await raw(head(300_000))).toMatch(/^HTTP\/1.1 413/);
    expect(await raw('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n')).toMatch(
      /^HTTP\/1.1 200 [\s\S]*"alive"/,
    );
  });
});

describe('threat 4: bytes that are no UTF-8', () => {
  const bad = Buffer.concat([
    Buffer.from('{"query":"{ __typename }","operationName":null,"x":"'),
    Buffer.from([0xc3, 0x28]),
    Buffer.from('"}'),
  ]);
  it.each([{}, { 'transfer-encoding': 'chunked' }])('in a text of the body: 400 (%o)', async (headers) => {
    const { status, body } = await send(bad, headers as Record<string, string>);
    expect(status).toBe(400);
    expect(JSON.parse(body.toString()).errors[0]).toMatchObject({
      message: 'The body is not UTF-8.',
      extensions: { code: 'BAD_USER_INPUT', requestId: expect.stringMatching(/^[\w-]{36}$/) },
    });
  });
});

describe('D7: who is not signed in is counted', () => {
  it('by the network of an IPv6 address', async () => {
    const left = async (address: string) => {
      const { body } = await send(typename, { 'x-forwarded-for': address });
      return JSON.parse(body.toString()).extensions.rateLimit.remaining;
    };
    expect(await left('2001:db8:1:2::1')).toBe(199);
    expect(await left('2001:db8:1:2:3:4:5:6')).toBe(198);
    expect(await left('2001:db8:1:3::1')).toBe(199);
    expect(await left('::ffff:198.51.101.7')).toBe(199);
    expect(await left('198.51.101.7')).toBe(198);
  });
});

describe('every error has a request id', () => {
  it.each<[what: string, status: number, body: string, headers?: Record<string, string>, method?: string]>([
    ['broken JSON', 400, '{'],
    ['a list', 400, '[{"query":"{ __typename }"}]'],
    ['another media type', 415, 'x', { 'content-type': 'text/plain' }],
    ['another method', 405, '', {}, 'PUT'],
    ['another origin', 403, typename, { origin: 'https://evil.example' }],
    ['too much', 413, ' '.repeat(300_000)],
  ])('%s', async (_what, status, body, headers, method) => {
    const answer = await send(body, headers, method);
    expect(answer.status).toBe(status);
    // Yoga answers some methods without a word.
    if (answer.body.length === 0) return expect(answer.headers['x-request-id']).toBeTruthy();
    expect(JSON.parse(answer.body.toString()).errors[0].extensions.requestId).toBe(answer.headers['x-request-id']);
  });
});

describe.each(Object.entries(transports))('D7: what is refused over %s', (name, ask) => {
  it('tells the numbers too', async () => {
    await using open = await startApp();
    const numbers = {
      cost: { requested: expect.any(Number), maximum: 200, remaining: expect.any(Number) },
      rateLimit: { limit: 200, remaining: expect.any(Number), perSecond: 10 },
    };
    for (const document of [
      '{ nothing }',
      '{ properties(first: 100) { nodes { members(first: 100) { nodes { id } } } } }',
    ]) {
      const reply = (await ask(open, document)) as { extensions?: object; errors: Array<{ extensions: object }> };
      // The message `error` of graphql-ws holds errors, and nothing else.
      expect(name === 'WebSocket' ? reply.errors[0]?.extensions : reply.extensions).toMatchObject(numbers);
    }
    const never = (await ask(open, 'subscription { viewerEvents { __typename } }')) as { extensions?: object };
    expect(never.extensions).toMatchObject(numbers);
  });
});

describe('large answers', () => {
  const query = JSON.stringify({ query: '{ __schema { types { name description } } }' });
  const introspection = async (accepted: string | undefined) => {
    const authorization = `Bearer ${await signedIn(running.app, await aUser(running.app))}`;
    return send(query, { authorization, ...(accepted !== undefined && { 'accept-encoding': accepted }) });
  };
  const types = (body: Buffer) => JSON.parse(body.toString()).data.__schema.types.length;

  it('are compressed for who asks for it, and the same', async () => {
    const plain = await introspection(undefined);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const [br, gzip] = [await introspection('gzip, deflate, br'), await introspection('gzip;q=0.8, br;q=0')];
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', 'content-length': `${br.body.length}` });
    expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(br.headers.vary).toContain('accept-encoding');
    expect(br.headers.vary).toContain('origin');
    expect(types(brotliDecompressSync(br.body))).toBe(types(plain.body));
    expect(types(gunzipSync(gzip.body))).toBe(types(plain.body));
    expect(br.body.length).toBeLessThan(plain.body.length / 2);
    expect((await introspection('identity')).headers['content-encoding']).toBeUndefined();
  });

  it('and small ones are not, and streams neither', async () => {
    expect((await send(typename, { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
    const token = await signedIn(running.app, await aUser(running.app));
    const aborting = new AbortController();
    const stream = await fetch(`${running.url}/graphql`, {
      method: 'POST',
      signal: aborting.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'accept-encoding': 'br',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: 'subscription { viewerEvents { __typename } }' }),
    });
    expect(stream.headers.get('content-encoding')).not.toBe('br');
    let text = '';
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) text += new TextDecoder().decode(chunk);
    })().catch(() => {});
    await eventually(() => expect(text).toContain('StreamReady'));
    aborting.abort();
    await reading;
  });
});

describe('T1: an operation that is answered without the objects of Fetch', () => {
  const documents: Array<[string, object]> = [
    ['an answer', { query: 'query A { __typename }', operationName: 'A', variables: {} }],
    ['a large one', { query: '{ __schema { types { name description } } }' }],
    ['an error of a field', { query: '{ property(slug: "nowhere") { id } }' }],
    ['a document that is not valid', { query: '{ nothing }' }],
    ['two operations without a name', { query: 'query A { __typename } query B { __typename }' }],
    ['a subscription', { query: 'subscription { viewerEvents { __typename } }' }],
    ['a parameter that is none', { query: '{ __typename }', other: 1 }],
    ['no document', { variables: {} }],
    ['a list', [{ query: '{ __typename }' }]],
  ];
  const types = ['application/json', 'application/graphql-response+json'];
  const cases = documents.flatMap(([what, body]) => types.map((type) => [what, type, JSON.stringify(body)] as const));

  it.each(cases)('is %s as with them, as %s', async (_what, type, body) => {
    const told = async (accept: string) => {
      const { status, headers, body: text } = await send(body, { accept });
      const { 'content-type': contentType, 'x-content-type-options': nosniff } = headers;
      return { status, contentType, nosniff, text: text.toString().replaceAll(/"requestId":"[^"]+"/g, '') };
    };
    // Behind another media type it is the same one, and Yoga is asked.
    expect(await told(type)).toEqual(await told(`image/none, ${type}`));
  });
});

it('T11: a connection outlives the minute that load balancers keep an idle one', async () => {
  const response = await fetch(`${running.url}/readyz`);
  const [, seconds] = /timeout=(\d+)/.exec(response.headers.get('keep-alive') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});
