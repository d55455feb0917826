import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

export const isWebSocket = ({ headers, method }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

/**
 * A server may ignore an upgrade that it does not know (`h2c`, which some clients offer with every request) and answer
 * as if nothing had been offered. Node takes every upgrade as accepted once it has a listener for one: so the request is
 * given to it again, without the offer.
 */
export function serveWithoutUpgrade(server: Server, request: IncomingMessage, socket: Socket, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!offers.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

/** `Connection` names nothing else that we would keep: HTTP/1.1 stays open unless it says `close`, and then the client closes. */
const offers = new Set(['upgrade', 'http2-settings', 'connection']);
