import type { IncomingMessage, ServerResponse } from 'node:http';
import { uploadsPath } from '../attachments/links.js';
import type { Limits } from '../limits.js';

type RequestLimits = Pick<Limits, 'LIMIT_REQUEST_MS' | 'LIMIT_UPLOAD_MS'>;

/** Node knows one limit for all requests: it is the longest one, and keeps watch over what comes before the body. */
export const longestRequestMs = (limits: RequestLimits): number =>
  Math.max(limits.LIMIT_REQUEST_MS, limits.LIMIT_UPLOAD_MS);

/** Cuts a request whose body has not come to its end in time, in the way of Node. Files have a time of their own. */
export function limitRequestTime(limits: RequestLimits, request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  const cut = setTimeout(
    () => {
      if (request.complete) return;
      if (socket.writable && !response.headersSent)
        socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      socket.destroy();
    },
    isUpload(request) ? limits.LIMIT_UPLOAD_MS : limits.LIMIT_REQUEST_MS,
  );
  cut.unref();
  request.once('close', () => clearTimeout(cut));
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isUpload = ({ method, url = '' }: IncomingMessage) => method === 'PUT' && url.startsWith(uploadsPath);
