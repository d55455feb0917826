import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { authenticate } from '../accounts/authenticate.js';
import type { App } from '../app.js';
import type { Context } from '../context.js';
import { schema } from '../schema/index.js';
import { pages } from './pages.js';

export interface Server {
  listen(): Promise<{ port: number; url: string }>;
  close(): Promise<void>;
}

export function createServer(app: App): Server {
  const yoga: YogaServerInstance<object, Context> = createYoga<object, Context>({
    schema,
    graphiql: false,
    landingPage: false,
    plugins: [pages(app, (request, context) => yoga.fetch(request, context))],
    context: async ({ request }) => ({
      app,
      actor: await authenticate(app, request.headers.get('authorization')),
      request: {
        id: randomUUID(),
        address: '',
        userAgent: request.headers.get('user-agent') ?? '',
        transport: 'http' as const,
      },
    }),
  });
  const http = createHttpServer(yoga);
  const sockets = new WebSocketServer({
    server: http,
    path: '/graphql',
    maxPayload: app.config.limits.LIMIT_SOCKET_MESSAGE_BYTES,
  });
  const websocket = useServer({ schema }, sockets);
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(app.config.port, app.config.host, () => {
          const address = http.address();
          const port = typeof address === 'object' && address !== null ? address.port : app.config.port;
          resolve({ port, url: `http://localhost:${port}` });
        });
      }),
    async close() {
      await websocket.dispose();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
    },
  };
}
