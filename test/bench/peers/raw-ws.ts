import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { fanOut } from './fan-out.js';
import { answerPublish, mayRead, options, type PeerEvent, ready } from './shared.js';
import { verifyToken } from './token.js';

// The least that a WebSocket server can do. `best`: one frame for all, written to the sockets themselves.

const best = process.argv[3] === 'best';
const readers = new Map<string, Set<WebSocket>>();

const publish = await fanOut(options.redis, (stream: string, event: PeerEvent) => {
  const message = JSON.stringify({ id: '1', type: 'next', payload: { data: { propertyEvents: event } } });
  if (!best) {
    for (const socket of readers.get(stream) ?? []) socket.send(message);
    return;
  }
  const whole = frameOf(Buffer.from(message));
  for (const socket of readers.get(stream) ?? []) {
    const { _socket: raw } = socket as WebSocket & { _socket: Socket };
    raw.cork();
    raw.write(whole);
    raw.uncork();
  }
});

const take = answerPublish(publish);
const http = createServer((request, response) => take(request, response) || response.writeHead(404).end());
const sockets = new WebSocketServer({
  server: http,
  perMessageDeflate: options.compressed ? { threshold: 128, serverNoContextTakeover: true } : false,
});
sockets.on('connection', (socket) => {
  let user: string | undefined;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; payload: { authorization: string }; stream: string };
    if (message.type === 'connection_init') {
      user = verifyToken(message.payload.authorization);
      socket.send('{"type":"connection_ack"}');
    } else if (user !== undefined && mayRead(user, message.stream)) {
      const all = readers.get(message.stream) ?? new Set();
      readers.set(message.stream, all.add(socket));
      socket.on('close', () => all.delete(socket));
    }
  });
});
http.listen(options.port, '127.0.0.1', () => ready((http.address() as { port: number }).port));

function frameOf(payload: Buffer): Buffer {
  const head = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}
