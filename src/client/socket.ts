import { type Client, createClient } from 'graphql-ws/client';

/** The part of a WebSocket that is needed: the browser's, that of Node.js 22 and later, or `ws`. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'error', listener: () => void): void;
}
export type WebSocketImpl = new (url: string, protocols: string) => WebSocketLike;

export interface SocketOptions {
  readonly url: string;
  readonly webSocketImpl: WebSocketImpl;
  readonly accessToken: string | null;
  /** Milliseconds until the server must have acknowledged the connection. */
  readonly openTimeoutMs: number;
  readonly onOpen: (socket: Socket) => void;
  /** Anything that came from the server. */
  readonly onMessage: () => void;
  /** Called once, unless `close` was called before. Nothing comes after it. */
  readonly onClose: (code: number, reason: string) => void;
}

/** One connection, from its opening to its end. It never comes back by itself. */
export interface Socket {
  readonly client: Client;
  ping(): void;
  close(): void;
  /** For a connection that does not answer: does not wait for the other side. */
  terminate(): void;
}

/** graphql-ws speaks the protocol; here it is kept from doing more than one connection. */
export function openSocket(options: SocketOptions): Socket {
  let raw: WebSocketLike | undefined;
  let over = false;
  const end = (code: number, reason: string, tell: boolean) => {
    if (over) return;
    over = true;
    clearTimeout(deadline);
    // It would come back by itself after some codes. It rejects when it was not connected yet, which is no news.
    Promise.resolve(client.dispose()).catch(() => {});
    if (tell) options.onClose(code, reason);
  };
  let operations = 0;
  const client = createClient({
    url: options.url,
    lazy: false,
    retryAttempts: 0,
    // Numbers: the server makes one frame for all clients that number alike.
    generateID: () => String(++operations),
    webSocketImpl: watched(options.webSocketImpl, (socket) => {
      raw = socket;
    }),
    ...(options.accessToken !== null && { connectionParams: { authorization: `Bearer ${options.accessToken}` } }),
    // Every end is told by `closed`, after an error too.
    onNonLazyError: () => {},
    on: {
      message: options.onMessage,
      connected: () => {
        clearTimeout(deadline);
        if (!over) options.onOpen(socket);
      },
      closed: (event) => {
        const { code, reason } = event as { code?: number; reason?: string };
        end(code ?? 1006, reason ?? '', true);
      },
    },
  });
  const socket: Socket = {
    client,
    ping: () => {
      if (raw?.readyState === 1) raw.send('{"type":"ping"}');
    },
    close: () => {
      end(1000, '', false);
      raw?.close(1000, 'Normal Closure');
    },
    terminate: () => client.terminate(),
  };
  const deadline = setTimeout(socket.terminate, options.openTimeoutMs);
  return socket;
}

export function globalWebSocket(): WebSocketImpl {
  const { WebSocket } = globalThis as { WebSocket?: WebSocketImpl };
  if (WebSocket !== undefined) return WebSocket;
  throw new TypeError('There is no global WebSocket here: pass `webSocketImpl`, for example that of the package ws.');
}

/** An error is always followed by a close event; without a listener, `ws` would throw it at the program. */
function watched(Impl: WebSocketImpl, seen: (socket: WebSocketLike) => void): WebSocketImpl {
  return class extends Impl {
    constructor(url: string, protocols: string) {
      super(url, protocols);
      this.addEventListener('error', () => {});
      seen(this);
    }
  };
}
