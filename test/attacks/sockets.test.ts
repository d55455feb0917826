import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../support/eventually.js';
import { open, type Role, roles, strict, target, tokenAs, tokenOf } from './support/target.js';
import { openWire, readyWire, subscribe, type Wire } from './support/wire.js';

const tokens = {} as Record<Role, string | null>;
let bystander: Wire;
beforeAll(async () => {
  for (const role of roles) tokens[role] = await tokenAs(role);
  bystander = await readyWire(open(), tokens.owner);
});
afterAll(() => bystander?.[Symbol.asyncDispose]());

const mine = 'subscription { viewerEvents { __typename } }';
let asked = 0;
/** Somebody else on the same node gets an answer as before. */
async function othersDoNotNotice(): Promise<void> {
  const id = `${++asked}`;
  bystander.send(subscribe(id, '{ __typename }'));
  expect(await bystander.until((message) => message.id === id)).toMatchObject({ type: 'next' });
}

/** A frame as it goes over the network, masked with zeros. */
function frame(opcode: number, payload: Buffer, { final = true, compressed = false } = {}): Buffer {
  const first = (final ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode;
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255])
        : Buffer.from([0x80 | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((bits) => (payload.length >>> bits) & 255)]);
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(4), payload]);
}

interface Besides {
  compressed?: true;
  /** Where a socket has as long to shake hands as the README says. */
  at?: typeof strict;
}

/** Attack 7: what is done to a fresh socket, and the code that it is closed with. */
const abuse: Array<[what: string, code: number | RegExp, act: (wire: Wire) => void, besides?: Besides]> = [
  ['says nothing', 4408, () => {}, { at: strict }],
  ['subscribes before the handshake', 4401, (wire) => wire.send(subscribe('1', '{ __typename }'))],
  [
    'completes before the handshake',
    /^(4401|4408)$/,
    (wire) => wire.send({ id: '1', type: 'complete' }),
    { at: strict },
  ],
  ['sends what is no JSON', 4400, (wire) => wire.send('nonsense')],
  ['sends an empty message', 4400, (wire) => wire.send('')],
  ['sends null', 4400, (wire) => wire.send('null')],
  ['sends a list', 4400, (wire) => wire.send('[]')],
  ['sends a number', 4400, (wire) => wire.send('1')],
  ['sends a type that there is not', 4400, (wire) => wire.send({ type: 'nonsense' })],
  ['acknowledges its own handshake', 4400, (wire) => wire.send({ type: 'connection_ack' })],
  ['sends a result', 4400, (wire) => wire.send({ id: '1', type: 'next', payload: {} })],
  ['sends an error', 4400, (wire) => wire.send({ id: '1', type: 'error', payload: [{ message: 'x' }] })],
  ['sends a subscribe without an id', 4400, (wire) => wire.send({ type: 'subscribe', payload: { query: mine } })],
  ['sends a subscribe without a payload', 4400, (wire) => wire.send({ type: 'subscribe', id: '1' })],
  ['names itself __proto__', 4400, (wire) => wire.send('{"__proto__":{"type":"connection_init"}}')],
  ['sends a key of a thousand levels', 4400, (wire) => wire.send(`${'['.repeat(1_000)}${']'.repeat(1_000)}`)],
  ['sends binary', 4400, (wire) => wire.send(Buffer.from('{"type":"connection_init"}'))],
  ['sends 65 kB', 1009, (wire) => wire.send('x'.repeat(65_000))],
  ['announces 4 GB', 1009, (wire) => wire.write(Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]))],
  [
    'announces more than a number holds',
    1009,
    (wire) => wire.write(Buffer.from([0x81, 0xff, 0x7f, ...Array(11).fill(255)])),
  ],
  [
    'sends fragments that are too much together',
    1009,
    (wire) => {
      wire.write(frame(1, Buffer.alloc(40_000, 0x61), { final: false }));
      wire.write(frame(0, Buffer.alloc(40_000, 0x61)));
    },
  ],
  [
    'sends 100,000 fragments',
    /^(1008|1009|4408)$/,
    (wire) => {
      wire.write(frame(1, Buffer.from('"'), { final: false }));
      wire.write(Buffer.concat(Array.from({ length: 100_000 }, () => frame(0, Buffer.from('a'), { final: false }))));
    },
  ],
  [
    'sends 100,000 empty fragments',
    /^(1008|1009|4408)$/,
    (wire) => {
      wire.write(frame(1, Buffer.alloc(0), { final: false }));
      wire.write(Buffer.concat(Array.from({ length: 100_000 }, () => frame(0, Buffer.alloc(0), { final: false }))));
    },
  ],
  ['continues nothing', 1002, (wire) => wire.write(frame(0, Buffer.from('a')))],
  ['sends a frame that is not masked', 1002, (wire) => wire.write(Buffer.from([0x81, 1, 0x61]))],
  ['sends an opcode that there is not', 1002, (wire) => wire.write(frame(3, Buffer.alloc(0)))],
  ['sends a ping that is too long', 1002, (wire) => wire.write(frame(9, Buffer.alloc(126)))],
  ['sends a ping in two frames', 1002, (wire) => wire.write(frame(9, Buffer.alloc(1), { final: false }))],
  ['sends what is not UTF-8', 1007, (wire) => wire.write(frame(1, Buffer.from([0xff, 0xfe, 0xfd])))],
  [
    'sends compressed bytes that nobody agreed on',
    1002,
    (wire) => wire.write(frame(1, deflateRawSync('x'), { compressed: true })),
  ],
  [
    'sends a bomb of compressed bytes',
    /^(1002|1009)$/,
    (wire) => wire.write(frame(1, deflateRawSync(Buffer.alloc(30_000_000, 0x61)), { compressed: true })),
    { compressed: true },
  ],
  ['closes with a code that there is not', 1002, (wire) => wire.write(frame(8, Buffer.from([0, 1])))],
  [
    'shakes hands twice',
    4429,
    (wire) => {
      wire.send({ type: 'connection_init' });
      wire.send({ type: 'connection_init' });
    },
  ],
  [
    'brings a token that is none',
    4403,
    (wire) => wire.send({ type: 'connection_init', payload: { authorization: 'Bearer x' } }),
  ],
  [
    'brings a token that is an object',
    4403,
    (wire) => wire.send({ type: 'connection_init', payload: { authorization: { a: 1 } } }),
  ],
  [
    'floods with messages',
    4429,
    (wire) => {
      for (let message = 0; message < 100; message++) wire.send({ type: 'ping' });
    },
  ],
  [
    'floods after the handshake',
    4429,
    (wire) => {
      wire.send({ type: 'connection_init' });
      for (let message = 0; message < 100; message++) wire.send({ type: 'pong', payload: {} });
    },
  ],
];

describe('attack 7: who does not keep to the protocol hears its code, and others do not notice', () => {
  it.each(abuse)('attack 7: who %s: %s', async (_what, code, act, { at = open, ...options } = {}) => {
    await using wire = await openWire(at(), options);
    act(wire);
    const got = await wire.closed;
    if (typeof code === 'number') expect(got).toBe(code);
    else expect(`${got}`).toMatch(code);
    await othersDoNotNotice();
  });

  it.each(roles)('attack 7: the same id twice, as %s: 4409', async (role) => {
    await using wire = await readyWire(open(), tokens[role]);
    const slow = `subscription { propertyEvents(propertyId: "${target().ours.propertyId}") { __typename } }`;
    const query = role === 'staff' || role === 'manager' || role === 'owner' || role === 'key' ? slow : mine;
    wire.send(subscribe('1', query));
    wire.send(subscribe('1', query));
    // Whoever may not subscribe may have been told so before the second one came.
    const refused = async () => wire.until(({ id, type }) => id === '1' && type === 'error').then(() => 4409);
    expect(await (role === 'anonymous' ? Promise.race([wire.closed, refused()]) : wire.closed)).toBe(4409);
    await othersDoNotNotice();
  });

  it.each([
    ['none', null],
    ['the old one', 'graphql-ws'],
    ['another one', 'mqtt'],
  ])('attack 7: a subprotocol that is %s: 4406, or no upgrade', async (_what, protocol) => {
    const socket = new WebSocket(`${open().url.replace('http', 'ws')}/graphql`, protocol ?? []);
    socket.on('error', () => {});
    // A client that hears of no subprotocol closes by itself: 1006.
    const end = await new Promise<number>((resolve) => {
      socket.once('close', resolve);
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    });
    expect([4406, 1006, 400]).toContain(end);
    socket.terminate();
    await othersDoNotNotice();
  });

  it('attack 7: 10,000 pings of the protocol below are not answered faster than they are read', async () => {
    await using wire = await readyWire(open(), tokens.guest);
    wire.write(Buffer.concat(Array.from({ length: 10_000 }, () => frame(9, Buffer.from('x')))));
    await othersDoNotNotice();
  });

  it('attack 7: who goes away in the midst of a frame takes nobody along', async () => {
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const wire = await openWire(open());
        wire.write(frame(1, Buffer.from('{"type":"connection_init"}')).subarray(0, 9));
        wire.socket.terminate();
      }),
    );
    await othersDoNotNotice();
  });
});

describe('attack 6: who may upgrade', () => {
  const origins: Array<[origin: string, status: number]> = [
    ['https://evil.example', 403],
    ['null', 403],
    ['http://127.0.0.1.evil.example', 403],
    ['http://evil.example#http://127.0.0.1', 403],
    ['https://desk.example.evil.example', 403],
    ['http://desk.example', 403],
    ['https://desk.example:444', 403],
    ['https://DESK.example.', 403],
    ['file://', 403],
    ['https://desk.example', 101],
  ];
  it.each(origins)('attack 6: an upgrade in production from %s answers %s', async (origin, status) => {
    const socket = new WebSocket(`${strict().url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
    socket.on('error', () => {});
    const answer = await Promise.race([
      once(socket, 'open').then(() => 101),
      once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number),
    ]);
    socket.terminate();
    expect(answer).toBe(status);
  });

  it.each(origins)(
    'attack 6: no page of %s is let in over HTTP, and none is reflected (%s)',
    async (origin, status) => {
      for (const method of ['POST', 'OPTIONS', 'GET']) {
        const answer = await fetch(`${strict().url}/graphql${method === 'GET' ? '?query=%7B__typename%7D' : ''}`, {
          method,
          headers: { origin, 'content-type': 'application/json' },
          ...(method === 'POST' && { body: '{"query":"{ __typename }"}' }),
        });
        const allowed = answer.headers.get('access-control-allow-origin');
        if (status === 101) expect(allowed).toBe(origin);
        else {
          expect(allowed).toBeNull();
          if (method !== 'OPTIONS') expect(answer.status).toBe(403);
        }
        expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      }
    },
  );
});

describe('attack 8: as much as the limits say, and no more', () => {
  /** Addresses of their own, so that nobody uses up what others have. */
  const from = (last: number) => ({ localAddress: `127.0.8.${last}` });

  it('attack 8: the fifty-first subscription of a socket is refused, the fifty go on', async () => {
    const [stranger] = target().strangers;
    if (stranger === undefined) throw new Error('Nobody is there.');
    await using wire = await readyWire(strict(), await tokenOf(stranger), from(1));
    for (let number = 1; number <= 51; number++) {
      // Slower than the limit of messages.
      if (number % 25 === 0) await wire.until(({ id }) => id === `${number - 1}`);
      wire.send(subscribe(`${number}`, mine));
    }
    await wire.until(({ id }) => id === '51');
    // What is refused is told at once; the first word of those before it may take longer.
    await wire.until(() => wire.messages.filter(({ type }) => type === 'next').length >= 50);
    expect(wire.messages.filter(({ type }) => type === 'error')).toMatchObject([
      { payload: [{ extensions: { code: 'RATE_LIMITED' } }] },
    ]);
    expect(wire.messages.filter(({ type }) => type === 'next')).toHaveLength(50);
  });

  it('attack 8: the eleventh socket of a person is refused, from whichever address', async () => {
    const token = await tokenOf(target().strangers[1] ?? target().admin);
    const wires = [];
    for (let number = 1; number <= 10; number++) wires.push(await readyWire(strict(), token, from(10 + number)));
    const eleventh = await openWire(strict(), from(30));
    eleventh.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await eleventh.closed).toBe(4412);
    for (const wire of wires) await wire[Symbol.asyncDispose]();
  });

  it('attack 8: the fifty-first socket of an address is refused, and other addresses do not notice', async () => {
    const wires = await Promise.all(Array.from({ length: 50 }, () => readyWire(strict(), null, from(2))));
    const more = await openWire(strict(), from(2));
    expect(await more.closed).toBe(4412);
    await using another = await readyWire(strict(), null, from(3));
    another.send(subscribe('1', '{ __typename }'));
    expect(await another.until(({ id }) => id === '1')).toMatchObject({ type: 'next' });
    for (const wire of wires) await wire[Symbol.asyncDispose]();
  });

  it('attack 8: subscribe and complete, ten thousand times: nothing is left of it', async () => {
    const token = await tokenOf(target().strangers[2] ?? target().admin);
    const followed = async () => {
      const { data } = await ask('{ realtimeStats { feeds { subscriptions } } }');
      const { feeds } = (data as { realtimeStats: { feeds: Array<{ subscriptions: number }> } }).realtimeStats;
      return feeds.reduce((sum, { subscriptions }) => sum + subscriptions, 0);
    };
    const before = await followed();
    // As many as may come at once, on each of so many sockets.
    const [sockets, pairs, together] = [345, 29, 5];
    for (let first = 0; first < sockets; first += together)
      await Promise.all(
        Array.from({ length: together }, async () => {
          await using wire = await readyWire(open(), token);
          for (let number = 1; number <= pairs; number++) {
            wire.send(subscribe(`${number}`, mine));
            wire.send({ id: `${number}`, type: 'complete' });
          }
          wire.socket.close(1000);
          expect(await wire.closed).toBe(1000);
        }),
      );
    await eventually(async () => expect(await followed()).toBeLessThanOrEqual(before));
    await othersDoNotNotice();
  });

  it('attack 8: who never reads costs no memory, and nobody else waits', async () => {
    const token = tokens.owner;
    const [{ pid = 0 } = {}] = target().logs;
    const before = await memoryOf(pid);
    const deaf = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const wire = await readyWire(open(), token);
        wire.send(
          subscribe(
            '1',
            `subscription { propertyEvents(propertyId: "${target().ours.propertyId}") { __typename ... on PropertyUpdated { property { name description } } } }`,
          ),
        );
        await wire.until(({ id }) => id === '1');
        wire.socket.pause();
        return wire;
      }),
    );
    for (let change = 0; change < 60; change++)
      await ask(
        'mutation ($input: UpdatePropertyInput!) { updateProperty(input: $input) { userErrors { code } } }',
        { input: { id: target().ours.propertyId, description: `${change} ${'x'.repeat(1_500)}` } },
        token,
      );
    await othersDoNotNotice();
    // Five readers times sixty events would be little; what must not be is that it grows with who does not read.
    expect((await memoryOf(pid)) - before).toBeLessThan(300_000_000);
    for (const wire of deaf) wire.socket.terminate();
  });
});

async function ask(query: string, variables: object = {}, token: string | null = tokens.admin) {
  const answer = await fetch(`${open().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as { data?: unknown; errors?: unknown };
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
}
