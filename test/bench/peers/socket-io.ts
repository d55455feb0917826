import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { answerPublish, mayRead, options, ready } from './shared.js';
import { verifyToken } from './token.js';

const take = answerPublish((stream, event) => io.to(stream).emit('event', event));
const http = createServer((request, response) => {
  if (!take(request, response) && request.url?.startsWith('/socket.io/') !== true) response.writeHead(404).end();
});
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: options.compressed ? { threshold: 128, serverNoContextTakeover: true } : false,
  ...(options.redis !== null && { adapter: createAdapter(new Redis(options.redis), new Redis(options.redis)) }),
});
io.use((socket, next) => {
  socket.data.user = verifyToken(socket.handshake.auth.token);
  next();
});
io.on('connection', (socket) => {
  socket.on('subscribe', (stream: string) => {
    if (mayRead(socket.data.user, stream)) void socket.join(stream);
  });
});
http.listen(options.port, '127.0.0.1', () => ready((http.address() as { port: number }).port));
