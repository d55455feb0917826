import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIPv6, type Socket } from 'node:net';
import type { App } from '../app.js';
import { schema } from '../schema/index.js';
import { createDocuments } from './documents.js';
import { createDrain } from './drain.js';
import { createFeedExecutions } from './feed-execution.js';
import { createGraphqlHttp } from './graphql-http.js';
import { createPrepareOperation } from './operation.js';
import { isWebSocket, serveWithoutUpgrade } from './other-upgrade.js';
import { readHeaderBytes } from './request-headers.js';
import { createRequestReader } from './request-info.js';
import { limitRequestTime, longestRequestMs } from './request-time.js';
import { createRouter } from './router.js';
import { SocketCounts } from './socket-counts.js';
import { Streams } from './streams.js';
import { readTrustedDocuments } from './trusted-documents.js';
import { createWebSocketServer } from './websocket.js';

export interface Server {
  listen(): Promise<{ port: number; url: string }>;
  close(): Promise<void>;
}

/**
 * Longer than load balancers keep an idle connection (nginx and those of the clouds: a minute). Who closes it first must be
 * the one who asks: otherwise a request goes out on a connection that is being closed, and is answered with 502.
 */
const idleMs = 75_000;

/** One port for everything: GraphQL over HTTP, SSE and WebSocket, the console, health and metrics. */
export function createServer(app: App): Server {
  const { limits, host, port, trustedDocuments } = app.config;
  const trusted = trustedDocuments === undefined ? undefined : readTrustedDocuments(trustedDocuments);
  const prepare = createPrepareOperation(app, schema, createDocuments(schema, limits, trusted));
  const reader = createRequestReader(app.config.trustProxy);
  const executions = createFeedExecutions(app, schema);
  const counts = new SocketCounts();
  const streams = new Streams(limits, counts, app.nodes.connections);
  const websockets = createWebSocketServer(app, schema, prepare, reader, executions, counts);
  const router = createRouter(app, reader, createGraphqlHttp(app, schema, prepare, executions, streams));

  const http = createHttpServer({
    headersTimeout: limits.LIMIT_HEADERS_MS,
    requestTimeout: longestRequestMs(limits),
    connectionsCheckingInterval: Math.min(1_000, limits.LIMIT_HEADERS_MS),
    keepAliveTimeout: idleMs,
    maxHeaderSize: readHeaderBytes,
  });
  // None is left out behind the two thousandth, where a length or an origin could hide: how long they are is what counts.
  http.maxHeadersCount = 0;
  const drain = createDrain(http);
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    limitRequestTime(limits, request, response);
    void router.handle(request, response);
  });
  http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
    isWebSocket(request)
      ? websockets.handleUpgrade(request, socket, head)
      : serveWithoutUpgrade(http, request, socket, head),
  );

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          const address = http.address();
          const bound = typeof address === 'object' && address !== null ? address.port : port;
          resolve({ port: bound, url: `http://${reachableBy(host)}:${bound}` });
        });
      }),
    async close() {
      router.drain();
      streams.endAll();
      await Promise.all([websockets.close(), drain(10_000)]);
    },
  };
}

/** A name of the host that it answers to on this machine. */
function reachableBy(host: string): string {
  if (['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host)) return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}
