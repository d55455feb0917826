import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { frameOf, operationHead, shareResult } from '../../../src/realtime/transport/frame.js';

/** A server that speaks the handshake and nothing else, so that a real client reads the frames as they are written. */
let port: number;
let accepted: Socket;
const server = createServer((socket) => {
  socket.once('data', (request) => {
    const key = /sec-websocket-key: (.*)\r\n/i.exec(request.toString())?.[1];
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const deflate = 'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n';
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${deflate}\r\n`,
    );
    accepted = socket;
  });
});
let client: WebSocket;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as { port: number }).port;
  client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: { threshold: 0 } });
  await once(client, 'open');
});
afterAll(() => {
  client.terminate();
  accepted.destroy();
  server.close();
});

async function received(frames: string): Promise<unknown> {
  const message = once(client, 'message');
  accepted.write(frames, 'latin1');
  return JSON.parse(String((await message)[0]));
}

const sizes = [0, 1, 60, 125, 126, 1_000, 65_000, 65_536, 200_000];

describe('a frame around shared bytes', () => {
  it('T9: is read by a client as the message, at every length of the header, compressed or not', async () => {
    for (const size of sizes) {
      const text = 'xü€😀'.repeat(size / 10) + 'x'.repeat(size % 10);
      const expected = { id: 'a-1', type: 'next', payload: { data: { text } } };
      const result = shareResult(JSON.stringify(expected.payload), 100);
      expect(await received(frameOf(operationHead('a-1'), result, false))).toEqual(expected);
      expect(await received(frameOf(operationHead('a-1'), result, true))).toEqual(expected);
    }
  });

  it('keeps whatever text the results and the operation ids hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.boolean(),
        async (text, id, deflated) => {
          const result = shareResult(JSON.stringify({ data: text }), 0);
          const expected = { id, type: 'next', payload: { data: text } };
          expect(await received(frameOf(operationHead(id), result, deflated))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('T9: is made once for all who number their operations alike, and anew for each who does not', async () => {
    const result = shareResult('{"data":null}', 0);
    for (const [id, deflates] of [
      ['7', false],
      ['7', true],
      ['8', true],
      ['x', true],
      ['7', true],
      ['7', false],
    ] as const) {
      const [one, other] = [operationHead(id), operationHead(id)];
      const frame = frameOf(one, result, deflates);
      expect(await received(frame)).toEqual({ id, type: 'next', payload: { data: null } });
      expect(frameOf(other, result, deflates)).toBe(frame);
    }
    expect(operationHead('7')).toBe(operationHead('7'));
    // What a client may call an operation has no end: those are not remembered.
    expect(operationHead('1000')).not.toBe(operationHead('1000'));
  });

  it('T9: compresses once for all operations of a group, and only above the threshold', () => {
    const large = shareResult(JSON.stringify({ data: 'frontdesk '.repeat(1_000) }), 1_024);
    expect(large.deflated?.length).toBeLessThan(large.bytes.length / 10);
    const a = frameOf(operationHead('a'), large, true);
    const b = frameOf(operationHead('b'), large, true);
    expect(a.length).toBe(b.length);
    expect(a.length).toBeLessThan(200);
    expect(shareResult('{"data":"small"}', 1_024).deflated).toBeUndefined();
  });
});
