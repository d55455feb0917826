import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { App } from '../app.js';
import { executeOperation, subscribeOperation } from './execute.js';
import { keepAlive } from './heartbeat.js';
import type { Prepared, PrepareOperation } from './operation.js';
import { mayCome } from './origin.js';
import { presentError } from './present-error.js';
import type { RequestReader } from './request-info.js';
import { closing } from './socket-codes.js';
import { SocketConnection } from './socket-connection.js';
import { SocketCounts } from './socket-counts.js';

export interface WebSocketTransport {
  handleUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Tells every client to come back elsewhere, spread over a moment, and waits until they are gone. */
  close(): Promise<void>;
}

/** GraphQL over WebSocket. The protocol is graphql-ws's; what is let in, and as whom, is decided as over HTTP. */
export function createWebSocketServer(
  app: App,
  schema: GraphQLSchema,
  prepare: PrepareOperation,
  reader: RequestReader,
): WebSocketTransport {
  const { limits } = app.config;
  const counts = new SocketCounts();
  const preparedOf = new WeakMap<ExecutionArgs, Prepared>();
  const prepared = (args: ExecutionArgs): Prepared => {
    const found = preparedOf.get(args);
    if (found === undefined) throw new Error('An operation was executed that was not prepared.');
    return found;
  };

  const protocol = makeServer<Record<string, unknown>, SocketConnection>({
    schema,
    connectionInitWaitTimeout: limits.LIMIT_SOCKET_INIT_MS,
    onConnect: ({ connectionParams, extra }) => extra.connect(connectionParams?.authorization),
    async onSubscribe({ extra }, id, payload) {
      const { request } = extra;
      const presentation = { log: app.log, requestId: request.id, production: app.config.production };
      try {
        const actor = await extra.renewed();
        const made = await prepare(payload, { actor, request, connection: extra });
        if ('errors' in made) {
          app.metrics.operations.inc({ kind: 'unknown', transport: 'websocket', outcome: 'refused' });
          return made.errors;
        }
        if (made.operation.operation === 'subscription') extra.begin(id);
        const args: ExecutionArgs = {
          schema,
          document: made.document,
          operationName: made.operationName,
          variableValues: made.variables,
          contextValue: made.context,
        };
        preparedOf.set(args, made);
        return args;
      } catch (error) {
        // An error that is thrown here would close the socket for everything else that is on it.
        return [presentError(error, presentation)];
      }
    },
    execute: (args) => executeOperation(schema, prepared(args)),
    subscribe: (args) => subscribeOperation(schema, prepared(args)),
    onComplete: ({ extra }, id) => extra.end(id),
    onError: ({ extra }, id) => extra.end(id),
  });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.LIMIT_SOCKET_MESSAGE_BYTES,
    handleProtocols,
    perMessageDeflate: false,
  });
  const stopPinging = keepAlive(sockets.clients);

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    // What `ws` finds wrong with a frame it closes by itself, with the code of RFC 6455. Also on sockets that are refused
    // below: without a listener, one bad frame would end the process.
    socket.on('error', () => {});
    const connection = new SocketConnection(app, socket, reader.read(request, 'websocket'), counts);
    if (!connection.admit()) return;
    app.metrics.sockets.inc();
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => connection.send(data),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data, isBinary) => {
            if (isBinary) return socket.close(...closing.badRequest);
            if (!connection.countMessage()) return socket.close(...closing.tooMany);
            void handle(String(data)).catch((error: unknown) => {
              app.log.error({ err: error, requestId: connection.request.id }, 'A message on a socket failed');
              socket.close(...closing.internal);
            });
          });
        },
      },
      connection,
    );
    socket.once('close', (code, reason) => {
      app.metrics.sockets.dec();
      connection.dispose();
      void closed(code, String(reason));
    });
  });

  return {
    handleUpgrade(request, socket, head) {
      socket.on('error', () => {});
      if ((request.url ?? '').split('?', 1)[0] !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
      if (!mayCome(app.config, request)) return refuseUpgrade(socket, '403 Forbidden');
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
    },
    async close() {
      stopPinging();
      await Promise.all([...sockets.clients].map((socket, index) => sendAway(socket, index)));
      sockets.close();
    },
  };
}

function refuseUpgrade(socket: Socket, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Not all at once, so that the next node does not get everybody in the same millisecond. */
const spreadMs = 500;

function sendAway(socket: WebSocket, index: number): Promise<void> {
  return new Promise((resolve) => {
    const closeAfter = index === 0 ? 0 : Math.random() * spreadMs;
    const cut = setTimeout(() => socket.terminate(), closeAfter + 3_000);
    socket.once('close', () => {
      clearTimeout(cut);
      resolve();
    });
    setTimeout(() => socket.close(...closing.restart), closeAfter);
  });
}
