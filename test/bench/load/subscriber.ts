import { connect, type Socket } from 'node:net';
import { clientFrame, FrameReader, upgradeRequest } from './frames.js';
import type { Handshake } from './plan.js';

/** All sockets read into one buffer: what they read is taken apart before the next one reads. */
const shared = Buffer.allocUnsafeSlow(256 * 1024);

export interface Subscriber {
  readonly socket: Socket;
  /** Which of the streams it follows. */
  readonly stream: number;
  /** Events that arrived since `counting` began. */
  received: number;
}

export interface SubscriberOptions {
  readonly port: number;
  readonly handshake: Handshake;
  readonly token: string;
  readonly stream: number;
  /** The subscribe message of this stream. */
  readonly subscribe: string;
  readonly compressed: boolean;
  readonly onEvent: (subscriber: Subscriber, bytes: number) => void;
}

const paths: Record<Handshake, { path: string; protocol: string | null }> = {
  graphql: { path: '/graphql', protocol: 'graphql-transport-ws' },
  raw: { path: '/', protocol: null },
  'socket.io': { path: '/socket.io/?EIO=4&transport=websocket', protocol: null },
};

/**
 * A raw socket with just enough WebSocket. Every server gets the same handshake: upgrade, token, answer, subscribe. It
 * is ready when the server has answered something after the token and the subscribe message is written.
 */
export function subscribe(options: SubscriberOptions): Promise<Subscriber> {
  return new Promise((resolve, reject) => {
    const { path, protocol } = paths[options.handshake];
    let upgraded = false;
    const socket = connect({
      port: options.port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, buffer) => {
          let data = Buffer.from(buffer.buffer, buffer.byteOffset, length);
          if (!upgraded) {
            const end = data.indexOf('\r\n\r\n');
            if (end === -1) return true;
            const head = data.toString('latin1', 0, end);
            if (!head.startsWith('HTTP/1.1 101')) {
              reject(new Error(`The server refused the upgrade: ${head.split('\r\n')[0]}`));
              return false;
            }
            upgraded = true;
            if (options.handshake !== 'socket.io') socket.write(clientFrame(init(options)));
            data = data.subarray(end + 4);
          }
          reader.read(data);
          return true;
        },
      },
    });
    const subscriber: Subscriber = { socket, stream: options.stream, received: 0 };
    const reader = new FrameReader(
      (bytes) => options.onEvent(subscriber, bytes),
      (opcode, text) => {
        if (opcode === 9) return void socket.write(clientFrame(text, 10));
        if (opcode === 8) return reject(new Error(`The server closed the connection: ${text.slice(2)}`));
        if (options.handshake === 'socket.io') {
          if (text === '2') socket.write(clientFrame('3'));
          else if (text.startsWith('0')) socket.write(clientFrame(`40${JSON.stringify({ token: options.token })}`));
          else if (text.startsWith('40')) begin();
        } else if (text.includes('"connection_ack"')) begin();
        else if (text.includes('"ping"')) socket.write(clientFrame('{"type":"pong"}'));
        else if (text.includes('"error"')) reject(new Error(text));
      },
    );
    const begin = () => {
      socket.write(clientFrame(options.subscribe));
      resolve(subscriber);
    };
    socket.on('connect', () => socket.write(upgradeRequest(options.port, path, protocol, options.compressed)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed the connection.')));
  });
}

const init = ({ token }: SubscriberOptions) =>
  JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
