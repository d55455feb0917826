import { connect, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { limitSettings } from '../../src/limits.js';
import { say } from './support/raw-http.js';
import { open, type Role, roles, strict, target, tokenAs } from './support/target.js';

const tokens = {} as Record<Role, string | null>;
beforeAll(async () => {
  for (const role of roles) tokens[role] = await tokenAs(role);
});

const rename = (name: string) => `mutation { updateProfile(input: { name: "${name}" }) { userErrors { code } } }`;
const bearer = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

async function nameOf(role: Role): Promise<string | undefined> {
  const answer = await fetch(`${open().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(tokens[role]) },
    body: JSON.stringify({ query: '{ viewer { user { name } } }' }),
  });
  return ((await answer.json()) as { data: { viewer: { user: { name: string } } | null } }).data.viewer?.user.name;
}

/** Attack 5: what a page of another origin can send without asking first, and what is no POST of JSON. */
const simple: Record<string, { path?: string; init: RequestInit; status: number }> = {
  'a mutation by GET': {
    path: `?query=${encodeURIComponent(rename('GET'))}`,
    init: { method: 'GET' },
    status: 405,
  },
  'a mutation by GET with the headers of a POST': {
    path: `?query=${encodeURIComponent(rename('GET'))}`,
    init: { method: 'GET', headers: { 'content-type': 'application/json', 'x-http-method-override': 'POST' } },
    status: 405,
  },
  'a form': {
    init: {
      body: `query=${encodeURIComponent(rename('form'))}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    status: 415,
  },
  'plain text': {
    init: { body: JSON.stringify({ query: rename('text') }), headers: { 'content-type': 'text/plain' } },
    status: 415,
  },
  'text that says it is nearly JSON': {
    init: {
      body: JSON.stringify({ query: rename('text') }),
      headers: { 'content-type': 'text/plain; application/json' },
    },
    status: 415,
  },
  multipart: {
    init: { body: form({ operations: JSON.stringify({ query: rename('multipart') }), map: '{}' }) },
    status: 415,
  },
  'the document itself': {
    init: { body: rename('graphql'), headers: { 'content-type': 'application/graphql' } },
    status: 415,
  },
  'another character set': {
    init: {
      body: JSON.stringify({ query: rename('utf-16') }),
      headers: { 'content-type': 'application/json; charset=utf-16' },
    },
    status: 415,
  },
  'no type at all': {
    init: { body: new Uint8Array(Buffer.from(JSON.stringify({ query: rename('none') }))) },
    status: 415,
  },
  'a method that is none of ours': {
    init: {
      method: 'PUT',
      body: JSON.stringify({ query: rename('PUT') }),
      headers: { 'content-type': 'application/json' },
    },
    status: 405,
  },
  'a deletion': { init: { method: 'DELETE' }, status: 405 },
  'no JSON': { init: { body: '{', headers: { 'content-type': 'application/json' } }, status: 400 },
  'JSON that is no object': { init: { body: '"x"', headers: { 'content-type': 'application/json' } }, status: 400 },
  'more than a body may have': {
    init: { body: `{"query":"${'x'.repeat(300_000)}"}`, headers: { 'content-type': 'application/json' } },
    status: 413,
  },
  'a page of another origin': {
    init: {
      body: JSON.stringify({ query: rename('evil') }),
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    },
    status: 403,
  },
};

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe('attack 5: one way in, and no side effect beside it', () => {
  it.each(Object.entries(simple).flatMap(([what, request]) => roles.map((role) => ({ what, role, ...request }))))(
    'attack 5: $what, as $role: $status',
    async ({ role, path = '', init, status }) => {
      const before = role === 'key' ? undefined : await nameOf(role);
      for (const accept of ['application/json', 'text/event-stream']) {
        const answer = await fetch(`${open().url}/graphql${path}`, {
          method: 'POST',
          ...init,
          headers: { ...(init.headers as Record<string, string>), ...bearer(tokens[role]), accept },
        });
        expect([status, 406]).toContain(answer.status);
        await answer.text();
      }
      if (role !== 'key') expect(await nameOf(role)).toBe(before);
    },
  );

  it('attack 5: a subscription by GET and a token in the URL open nothing', async () => {
    const query = encodeURIComponent('subscription { viewerEvents { __typename } }');
    for (const name of ['token', 'access_token', 'authorization']) {
      const answer = await fetch(`${open().url}/graphql?query=${query}&${name}=${tokens.staff}`, {
        headers: { accept: 'text/event-stream' },
      });
      expect(await answer.text()).toContain('UNAUTHENTICATED');
    }
  });
});

const get = 'GET /healthz HTTP/1.1\r\nHost: x\r\n';
const json = 'Content-Type: application/json\r\n';
const smuggled = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n';
const body = '{"query":"{ __typename }"}';
const upgrade =
  'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n';
/** So many that Node would leave out those behind them, and as short as they can be. */
const short = 'a:b\r\n'.repeat(2_000);

/** Attack 9: bytes that two servers in a row might read differently. None may be read as two requests. */
const ambiguous: Record<string, string> = {
  'two lengths': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
  'a length and chunks': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  'chunks and a length': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`,
  'chunks of another name': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
  'chunks twice': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${smuggled}`,
  'a blank before the colon': `POST /graphql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n${json}\r\n0\r\n\r\n${smuggled}`,
  'a header that goes on': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Transfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`,
  'a length with a sign': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Content-Length: +4\r\n\r\nabcd${smuggled}`,
  'a length below zero': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Content-Length: -1\r\n\r\n${smuggled}`,
  'a length in hex': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 0x4\r\n\r\nabcd${smuggled}`,
  'a chunk without a size': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n${smuggled}`,
  'a chunk with a line feed alone': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n${smuggled}`,
  'line feeds alone': `GET /healthz HTTP/1.1\nHost: x\nX: y\n\n`.replace(
    'X: y',
    'Content-Length: 5\nTransfer-Encoding: chunked',
  ),
  'a NUL in a header': `${get}X: a\0b\r\n\r\n`,
  'a carriage return in a header': `${get}X: a\rGET /metrics\r\n\r\n`,
  'no host': 'GET /healthz HTTP/1.1\r\n\r\n',
  'two hosts': `${get}Host: y\r\n\r\n`,
  'a host with a path': 'GET /healthz HTTP/1.1\r\nHost: x/graphql\r\n\r\n',
  'an address that is a URL': 'GET http://evil.example/graphql HTTP/1.1\r\nHost: x\r\n\r\n',
  'a method that nobody knows': 'HACK /graphql HTTP/1.1\r\nHost: x\r\n\r\n',
  'a tunnel': 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
  'headers of 20 kB': `${get}${'X: '.padEnd(20_000, 'x')}\r\n\r\n`,
  'two thousand headers': `${get}${Array.from({ length: 2_000 }, (_, i) => `X${i}: y`).join('\r\n')}\r\n\r\n`,
  'two hosts at an upgrade': `${upgrade}Host: y\r\n\r\n`,
  'headers of 20 kB at an upgrade': `${upgrade}${'X: '.padEnd(20_000, 'x')}\r\n\r\n`,
  'two thousand headers before an origin, at an upgrade': `${upgrade}${short}Origin: https://evil.example\r\n\r\n`,
  'a length behind two thousand headers, with an offer to upgrade': `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Upgrade: h2c\r\nConnection: Upgrade\r\n${short}Content-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
  'HTTP of another version': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a TLS handshake': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
};

const alive = async (at: { url: string }) => expect((await fetch(`${at.url}/healthz`)).status).toBe(200);

// Most of them wait for time to pass, which all of them can do at once.
describe.concurrent('attack 9: what is no request', () => {
  it.each(Object.entries(ambiguous))('attack 9: %s is refused, and nothing behind it is read', async (_what, bytes) => {
    const { statuses, text, closed } = await say(open(), bytes);
    expect(text).not.toContain('# HELP');
    expect(statuses.length).toBeLessThanOrEqual(1);
    expect(statuses.length === 1 || closed).toBe(true);
    if (statuses.length === 1) expect([400, 403, 404, 405, 408, 413, 415, 417, 431, 501, 505]).toContain(statuses[0]);
    await alive(open());
  });

  it('attack 9: a token that is longer than any is not read to its end, and the node goes on', async () => {
    const asking = (bytes: number) =>
      `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Authorization: Bearer ${'x'.repeat(bytes)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    // Where its headers end, one that is long is a wrong one: that is for whoever knows tokens to say.
    expect((await say(open(), asking(100_000))).statuses).toEqual([401]);
    const { statuses, closed } = await say(open(), asking(140_000));
    expect(closed).toBe(true);
    // Who still writes when it is closed may not hear why.
    expect(statuses.filter((status) => status !== 431)).toEqual([]);
    await alive(open());
  });

  it('attack 9: requests that follow each other honestly are answered in their order', async () => {
    const one = `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Content-Length: ${body.length}\r\n\r\n${body}`;
    const { statuses } = await say(open(), `${one}${one}${get}\r\n`, { answers: 3 });
    expect(statuses).toEqual([200, 200, 200]);
  });
});

const headersMs = Number(limitSettings.LIMIT_HEADERS_MS.fallback);
const requestMs = Number(limitSettings.LIMIT_REQUEST_MS.fallback);

/** By whichever side, and with whatever error. */
const closeOf = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

/** Not before the limit, and not much later: a busy machine looks at its clock when it gets to it. */
function expectInTime(tookMs: number, limitMs: number): void {
  // Clocks of two processes.
  expect(tookMs).toBeGreaterThan(limitMs - 100);
  expect(tookMs).toBeLessThan(4 * limitMs);
}

// Each node has a clock of its own for those who speak to it, however many nodes there are: half a minute, once.
describe.runIf(!target().isCluster).concurrent('attack 9: what is slow', () => {
  it.each([
    ['headers that never end', headersMs, `POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: `],
    // Longer than what comes of it until then: one that is there is answered, and its socket closed for what follows.
    [
      'a body that never comes',
      requestMs,
      `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 100000\r\n\r\n{`,
    ],
  ])(
    'attack 9: 200 sockets with %s at one node: the others are served, and those are closed in time',
    async (_what, limitMs, bytes) => {
      const { hostname, port } = new URL(strict().url);
      const began = performance.now();
      const slow = await Promise.all(
        Array.from(
          { length: 200 },
          () =>
            new Promise<ReturnType<typeof connect>>((resolve, reject) => {
              const socket = connect(Number(port), hostname, () => {
                socket.write(bytes);
                resolve(socket);
              });
              socket.once('error', reject);
            }),
        ),
      );
      const closed = slow.map((socket) => closeOf(socket).then(() => performance.now() - began));
      const dripping = setInterval(() => {
        for (const socket of slow) if (!socket.destroyed) socket.write('x');
      }, 500);
      for (const socket of slow) socket.on('error', () => {}).resume();
      const answers = [];
      for (let question = 0; question < 20; question++) answers.push((await fetch(`${strict().url}/healthz`)).status);
      expect(answers.every((status) => status === 200)).toBe(true);
      const times = await Promise.all(closed);
      clearInterval(dripping);
      expectInTime(Math.min(...times), limitMs);
      expectInTime(Math.max(...times), limitMs);
    },
  );

  it('attack 9: a WebSocket handshake that never ends is closed as slow headers are', async () => {
    const { hostname, port } = new URL(strict().url);
    const began = performance.now();
    const socket = connect(Number(port), hostname, () =>
      socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX: '),
    );
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    await closeOf(socket);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expectInTime(performance.now() - began, headersMs);
  });
});
