import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { closing } from '../../src/server/socket-codes.js';
import { residentBytes } from '../bench/cpu.js';
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

/** Short enough for a message as it is, and 50 MB when it is inflated. */
const bomb = deflateRawSync(Buffer.alloc(50_000_000, 0x61));

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
    1009,
    (wire) => wire.write(frame(1, bomb, { compressed: true })),
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

/** All that a close says besides its code (attack 26): never what somebody has sent, nor what went wrong inside. */
const reasons = [
  ...Object.values(closing).map(([, reason]) => reason),
  // Those of the protocol, and where the frame itself was wrong: nothing.
  ...['Unauthorized', 'Connection initialisation timeout', 'Invalid message received'],
  ...['Too many initialisation requests', ''],
];

describe('attack 7: who does not keep to the protocol hears its code, and others do not notice', () => {
  it.each(abuse)('attack 7: who %s: %s', async (_what, code, act, { at = open, ...options } = {}) => {
    await using wire = await openWire(at(), options);
    act(wire);
    const got = await wire.closed;
    if (typeof code === 'number') expect(got).toBe(code);
    else expect(`${got}`).toMatch(code);
    expect(reasons).toContain(await wire.reason);
    await othersDoNotNotice();
  });

  it.each(roles)('attack 7: the same id twice, as %s: 4409', async (role) => {
    await using wire = await readyWire(open(), tokens[role]);
    // In one write: the first is not answered before the second is there.
    const one = frame(1, Buffer.from(JSON.stringify(subscribe('1', mine))));
    wire.write(Buffer.concat([one, one]));
    expect(await wire.closed).toBe(4409);
    expect(reasons).toContain(await wire.reason);
    await othersDoNotNotice();
  });

  it('attack 7: the same id twice, longer than what a close can say: 4409', async () => {
    await using wire = await readyWire(open(), tokens.guest);
    const one = frame(1, Buffer.from(JSON.stringify(subscribe('x'.repeat(1_000), mine))));
    wire.write(Buffer.concat([one, one]));
    expect(await wire.closed).toBe(4409);
    expect(reasons).toContain(await wire.reason);
  });

  it.each([
    ['none', null],
    ['the old one', 'graphql-ws'],
    ['another one', 'mqtt'],
  ])('attack 7: a subprotocol that is %s: 4406', async (_what, protocol) => {
    // By hand: a client that hears of no subprotocol does not wait for what the server says.
    const request = get(`${open().url}/graphql`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16, 1).toString('base64'),
        ...(protocol !== null && { 'sec-websocket-protocol': protocol }),
      },
    });
    const [response, network, head] = (await once(request, 'upgrade')) as [IncomingMessage, Socket, Buffer];
    expect(response.headers['sec-websocket-protocol']).toBeUndefined();
    network.unshift(head);
    let bytes = Buffer.alloc(0);
    for await (const chunk of network) {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= 4) break;
    }
    // A frame that closes, and its code.
    expect([bytes[0], bytes.readUInt16BE(2)]).toEqual([0x88, 4406]);
    await othersDoNotNotice();
  });

  it('attack 7: 10,000 pings of the protocol below are cut off, and not answered', async () => {
    await using wire = await readyWire(open(), tokens.guest);
    let pongs = 0;
    wire.socket.on('pong', () => {
      pongs += 1;
    });
    wire.write(Buffer.concat(Array.from({ length: 10_000 }, () => frame(9, Buffer.from('x')))));
    // Without a word: nobody reads what it would say.
    expect(await wire.closed).toBe(1006);
    expect(pongs).toBeLessThan(10_000);
    await othersDoNotNotice();
  });

  it('attack 7: twenty bombs of compressed bytes at once take no memory', async () => {
    const [{ pid = 0 } = {}] = target().logs;
    const before = residentBytes(pid);
    const wires = await Promise.all(Array.from({ length: 20 }, () => openWire(open(), { compressed: true })));
    for (const wire of wires) wire.write(frame(1, bomb, { compressed: true }));
    expect(new Set(await Promise.all(wires.map(({ closed }) => closed)))).toEqual(new Set([1009]));
    // Inflated, they would be a gigabyte.
    expect(residentBytes(pid) - before).toBeLessThan(300_000_000);
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
});

async function ask(query: string, variables: object = {}, token: string | null = tokens.admin) {
  const answer = await fetch(`${open().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as { data?: unknown; errors?: unknown };
}
