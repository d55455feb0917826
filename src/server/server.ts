import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { App } from '../app.js';
import { schema } from '../schema/index.js';
import { createDocuments } from './documents.js';
import { drain } from './drain.js';
import { createGraphqlHttp } from './graphql-http.js';
import { createPrepareOperation } from './operation.js';
import { createRequestReader } from './request-info.js';
import { createRouter } from './router.js';
import { createWebSocketServer } from './websocket.js';

export interface Server {
  listen(): Promise<{ port: number; url: string }>;
  close(): Promise<void>;
}

/** One port for everything: GraphQL over HTTP, SSE and WebSocket, the console, health and metrics. */
export function createServer(app: App): Server {
  const { limits, host, port } = app.config;
  const prepare = createPrepareOperation(app, schema, createDocuments(schema, limits));
  const reader = createRequestReader(app.config.trustProxy);
  const websockets = createWebSocketServer(app, schema, prepare, reader);
  const router = createRouter(app, reader, createGraphqlHttp(app, schema, prepare));

  const http = createHttpServer({
    headersTimeout: limits.LIMIT_HEADERS_MS,
    requestTimeout: limits.LIMIT_REQUEST_MS,
    connectionsCheckingInterval: Math.min(1_000, limits.LIMIT_HEADERS_MS),
    keepAliveTimeout: 10_000,
    maxHeaderSize: 16_384,
  });
  http.on('request', (request: IncomingMessage, response: ServerResponse) => void router.handle(request, response));
  http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
    websockets.handleUpgrade(request, socket, head),
  );

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          const address = http.address();
          const bound = typeof address === 'object' && address !== null ? address.port : port;
          resolve({ port: bound, url: `http://localhost:${bound}` });
        });
      }),
    async close() {
      router.drain();
      await Promise.all([websockets.close(), drain(http, 10_000)]);
    },
  };
}
