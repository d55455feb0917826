import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A WebSocket without a client library: whatever one likes can be sent. */
export interface Wire extends AsyncDisposable {
  readonly socket: WebSocket;
  readonly messages: Array<{ type: string; id?: string; payload?: unknown }>;
  /** The code of the close, once it came. */
  readonly closed: Promise<number>;
  /** What the close says besides, once it came. */
  readonly reason: Promise<string>;
  send(message: object | string | Buffer): void;
  /** Bytes that no WebSocket would send. */
  write(bytes: Buffer): void;
  /** The next messages, until one fits. */
  until(fits: (message: Wire['messages'][number]) => boolean): Promise<Wire['messages'][number]>;
}

export async function openWire(
  { url }: { url: string },
  options: { protocol?: string | null; origin?: string; localAddress?: string; compressed?: boolean } = {},
): Promise<Wire> {
  const { protocol = 'graphql-transport-ws', compressed = false, ...rest } = options;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol ?? [], {
    perMessageDeflate: compressed,
    ...rest,
  });
  const messages: Wire['messages'] = [];
  let changed = () => {};
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    changed();
  });
  socket.on('error', () => {});
  const close = once(socket, 'close') as Promise<[code: number, reason: Buffer]>;
  const closed = close.then(([code]) => code);
  const reason = close.then(([, said]) => String(said));
  // Who is not let in has nobody to close.
  for (const said of [closed, reason]) said.catch(() => {});
  await once(socket, 'open');
  return {
    socket,
    messages,
    closed,
    reason,
    send: (message) =>
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    write: (bytes) => Reflect.get(socket, '_socket').write(bytes),
    until: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = messages.find(fits);
          if (found !== undefined) resolve(found);
        };
        changed = look;
        closed.then((code) => reject(new Error(`Closed with ${code}`)), reject);
        look();
      }),
    async [Symbol.asyncDispose]() {
      socket.terminate();
      await closed;
    },
  };
}

/** One that has shaken hands. */
export async function readyWire(
  at: { url: string },
  token: string | null,
  options: Parameters<typeof openWire>[1] = {},
): Promise<Wire> {
  const wire = await openWire(at, options);
  wire.send({ type: 'connection_init', payload: token === null ? {} : { authorization: `Bearer ${token}` } });
  await wire.until(({ type }) => type === 'connection_ack');
  return wire;
}

export const subscribe = (id: string, query: string, variables: object = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});
