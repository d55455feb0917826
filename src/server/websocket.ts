import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { App } from '../app.js';
import { Feed } from '../realtime/feed.js';
import { createWriterLoop } from '../realtime/transport/writer-loop.js';
import { executeOperation, openSource, resultsOf } from './execute.js';
import type { FeedExecutions } from './feed-execution.js';
import { keepAlive } from './heartbeat.js';
import { type Prepared, type PrepareOperation, rootFieldOf, withNumbers } from './operation.js';
import { mayCome } from './origin.js';
import { presentError } from './present-error.js';
import { headersRefused } from './request-headers.js';
import type { RequestReader } from './request-info.js';
import { closing } from './socket-codes.js';
import { SocketConnection } from './socket-connection.js';
import type { SocketCounts } from './socket-counts.js';

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
  executions: FeedExecutions,
  counts: SocketCounts,
): WebSocketTransport {
  const { limits } = app.config;
  const loop = createWriterLoop((count) => app.nodes.measures.delivered(count));
  app.realtime.hubs.onTold((times) =>
    loop.whenIdle(() => {
      for (const time of times) app.nodes.measures.arrived(time);
    }),
  );
  const begun = new WeakMap<ExecutionArgs, Begun>();
  const begunBy = (args: ExecutionArgs): Begun => {
    const found = begun.get(args);
    if (found === undefined) throw new Error('An operation was executed that was not prepared.');
    return found;
  };

  const protocol = makeServer<Record<string, unknown>, SocketConnection>({
    schema,
    connectionInitWaitTimeout: limits.LIMIT_SOCKET_INIT_MS,
    onConnect({ connectionParams, extra }) {
      // Taken out: a token is not kept for as long as the socket is open.
      const parameters: { authorization?: unknown } = connectionParams ?? {};
      const { authorization } = parameters;
      delete parameters.authorization;
      return extra.connect(authorization);
    },
    async onSubscribe({ extra }, id, payload) {
      const { request } = extra;
      const presentation = { log: app.log, requestId: request.id, production: app.config.production };
      try {
        const actor = await extra.currentActor();
        const made = await prepare(payload, { actor, request, connection: extra });
        if ('errors' in made) {
          app.metrics.operations.inc({ kind: 'unknown', transport: 'websocket', outcome: 'refused' });
          return withNumbers(made);
        }
        // A feed watches its rights; what is answered at once is answered with those of this moment.
        if (made.operation.operation === 'subscription') extra.begin(id, rootFieldOf(made));
        else made.context.actor = await extra.renewed();
        const args: ExecutionArgs = {
          schema,
          document: made.document,
          operationName: made.operationName,
          variableValues: made.variables,
          contextValue: made.context,
        };
        begun.set(args, { id, connection: extra, prepared: made });
        return args;
      } catch (error) {
        // An error that is thrown here would close the socket for everything else that is on it.
        return [presentError(error, presentation)];
      }
    },
    execute: (args) => executeOperation(schema, begunBy(args).prepared),
    async subscribe(args) {
      const { id, connection, prepared } = begunBy(args);
      const source = await openSource(schema, prepared);
      if ('errors' in source) return source;
      if (!(source instanceof Feed)) {
        const results = resultsOf(prepared, source, executions.alone(prepared));
        connection.endsBy(id, () => void results.return?.());
        return results;
      }
      return onlyEnds(connection, id, connection.follow(id, source, executions.open(prepared, source)));
    },
    onComplete: ({ extra }, id) => extra.end(id),
    onError: ({ extra }, id) => extra.end(id),
  });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.LIMIT_SOCKET_MESSAGE_BYTES,
    handleProtocols,
    // Without context takeover a frame can be compressed once for all; with a window that all agree on.
    perMessageDeflate: Number.isFinite(app.config.compressFromBytes) && {
      threshold: app.config.compressFromBytes,
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverMaxWindowBits: 15,
    },
  });
  const stopPinging = keepAlive(sockets.clients);

  const welcome = (socket: WebSocket, network: Socket, request: IncomingMessage) => {
    // What `ws` finds wrong with a frame it closes by itself, with the code of RFC 6455. Also on sockets that are refused
    // below: without a listener, one bad frame would end the process.
    socket.on('error', ignore);
    const connection = new SocketConnection(app, socket, network, reader.read(request, 'websocket'), counts, loop);
    if (!connection.admit()) return;
    app.metrics.sockets.inc();
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => connection.send(data),
        close: (code, reason) => {
          // The protocol would put the id into its reason, for which it may be too long.
          if (code === closing.idInUse[0]) socket.close(...closing.idInUse);
          else socket.close(code, reason);
        },
        onMessage: (handle) => {
          socket.on('message', (data, isBinary) => {
            // What comes behind the message that it is closed for is nothing to work on, and fails nobody.
            if (socket.readyState !== socket.OPEN) return;
            if (isBinary) return socket.close(...closing.badRequest);
            if (!connection.countMessage()) return socket.close(...closing.tooMany);
            // As text, and not as bytes: a subscription is handled for as long as it runs.
            const text = String(data);
            void handle(text).catch((error: unknown) => {
              if (socket.readyState !== socket.OPEN) return;
              if (isOfServer(text)) return socket.close(...closing.badRequest);
              app.log.error({ err: error, requestId: connection.request.id }, 'A message on a socket failed');
              socket.close(...closing.tryAgainLater);
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
  };

  return {
    handleUpgrade(request, socket, head) {
      socket.on('error', ignore);
      const wrong = headersRefused(request);
      if (wrong !== undefined) return refuseUpgrade(socket, `${wrong.status} ${STATUS_CODES[wrong.status]}`);
      if ((request.url ?? '').split('?', 1)[0] !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
      if (!mayCome(app.config, request)) return refuseUpgrade(socket, '403 Forbidden');
      sockets.handleUpgrade(request, socket, head, (opened) => welcome(opened, socket, request));
    },
    async close() {
      stopPinging();
      await Promise.all([...sockets.clients].map((socket, index) => sendAway(socket, index)));
      sockets.close();
    },
  };
}

/** Made here, so that no socket keeps the request that it began with. */
const ignore = () => {};

/** What only a server says. The protocol fails on it as on a bug, and clients would come back to say it again. */
function isOfServer(message: string): boolean {
  try {
    return ['connection_ack', 'next', 'error'].includes(JSON.parse(message).type);
  } catch {
    return false;
  }
}

interface Begun {
  readonly id: string;
  readonly connection: SocketConnection;
  readonly prepared: Prepared;
}

/** What the protocol needs to know of an operation whose results are written by the socket's own writer: when it ends. */
function onlyEnds(connection: SocketConnection, id: string, ended: Promise<void>): AsyncIterableIterator<never> {
  return {
    async next() {
      await ended;
      return { done: true, value: undefined };
    },
    async return() {
      connection.unfollow(id);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
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
