import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Answers how to leave: takes no new connections, lets running requests end for so long, and cuts what is left. Call it
 * before the server listens.
 */
export function createDrain(server: Server): (patienceMs: number) => Promise<void> {
  // Opened by browsers and clients in advance: Node takes them for busy until their first request is over.
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  const used = ({ socket }: IncomingMessage) => unused.delete(socket);
  server.on('request', used);
  server.on('upgrade', used);

  return async (patienceMs) => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of unused) socket.destroy();
    server.closeIdleConnections();
    // A connection that is kept alive becomes idle when its answer is out.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(cut);
  };
}
