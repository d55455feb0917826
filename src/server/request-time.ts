import type { IncomingMessage, ServerResponse } from 'node:http';
import { uploadsPath } from '../attachments/links.js';
import type { Limits } from '../limits.js';

type RequestLimits = Pick<Limits, 'LIMIT_HEADERS_MS' | 'LIMIT_REQUEST_MS' | 'LIMIT_UPLOAD_MS'>;

/** Node knows one limit for all requests: it is the longest one, and keeps watch over what comes before the body. */
export const longestRequestMs = (limits: RequestLimits): number =>
  Math.max(limits.LIMIT_HEADERS_MS, limits.LIMIT_REQUEST_MS, limits.LIMIT_UPLOAD_MS);

/** Cuts a request whose body has not come to its end in time, in the way of Node. Files have a time of their own. */
export function limitRequestTime(limits: RequestLimits, request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  const cut = () => {
    if (request.complete) return;
    if (socket.writable && !response.headersSent)
      socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    socket.destroy();
  };
  const timer = setTimeout(
    // What came while this process was busy has come in time: it is read before anybody is cut.
    () => setImmediate(() => setImmediate(cut)),
    isUpload(request) ? limits.LIMIT_UPLOAD_MS : limits.LIMIT_REQUEST_MS,
  );
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isUpload = ({ method, url = '' }: IncomingMessage) => method === 'PUT' && url.startsWith(uploadsPath);
