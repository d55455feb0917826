import type { WebSocket } from 'ws';

/** Asks often enough that a peer which is gone is noticed, and dropped, within half a minute. */
const pingEveryMs = 12_000;

/** Pings all sockets with one timer; who has not answered the ping before is cut. Answers how to stop. */
export function keepAlive(sockets: Iterable<WebSocket>, everyMs = pingEveryMs): () => void {
  const waiting = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets) {
      if (waiting.has(socket)) {
        // One that has not read what was sent before cannot have read the ping: it has a clock of its own (4410).
        if (socket.bufferedAmount === 0) socket.terminate();
        continue;
      }
      waiting.add(socket);
      socket.once('pong', () => waiting.delete(socket));
      socket.ping();
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
