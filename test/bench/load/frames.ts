import { randomBytes } from 'node:crypto';

/** A masked frame, as clients must send it. The mask is nothing: it costs neither side anything. */
export function clientFrame(payload: string, opcode = 1): Buffer {
  const body = Buffer.from(payload);
  const head = body.length < 126 ? Buffer.from([0x80 | opcode, 0x80 | body.length]) : Buffer.alloc(4);
  if (body.length >= 126) {
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | 126;
    head.writeUInt16BE(body.length, 2);
  }
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

export function upgradeRequest(port: number, path: string, protocol: string | null, compressed: boolean): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
  ];
  if (protocol !== null) lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
  if (compressed)
    lines.push('Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover');
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Below it, frames belong to the protocol; from it on they are events. */
export const eventBytes = 200;

/** Takes the frames of one server connection apart, and copies nothing that it only counts. */
export class FrameReader {
  #left = 0;
  #event = false;
  #kept: Buffer | undefined;

  /**
   * @param onEvent - an event arrived in full.
   * @param onSmall - a message of the protocol, in full.
   */
  constructor(
    readonly onEvent: (bytes: number) => void,
    readonly onSmall: (opcode: number, text: string) => void,
  ) {}

  read(chunk: Buffer): void {
    let data = chunk;
    if (this.#kept !== undefined) {
      data = Buffer.concat([this.#kept, chunk]);
      this.#kept = undefined;
    }
    let at = 0;
    if (this.#left > 0) {
      if (data.length < this.#left) {
        this.#left -= data.length;
        return;
      }
      at = this.#left;
      this.#left = 0;
      if (this.#event) this.onEvent(0);
    }
    while (at < data.length) {
      const header = headerAt(data, at);
      if (header === null) {
        this.#keep(data, at);
        return;
      }
      const { length, size } = header;
      const end = at + size + length;
      const opcode = (data[at] ?? 0) & 0x0f;
      const isEvent = length >= eventBytes || ((data[at] ?? 0) & 0x40) !== 0;
      if (end > data.length) {
        if (isEvent) {
          this.#left = end - data.length;
          this.#event = true;
        } else {
          this.#keep(data, at);
        }
        return;
      }
      if (isEvent) this.onEvent(length);
      else this.onSmall(opcode, data.toString('latin1', at + size, end));
      at = end;
    }
  }

  #keep(data: Buffer, at: number): void {
    // A copy: the socket reads into the same buffer again.
    this.#kept = Buffer.from(data.subarray(at));
  }
}

function headerAt(data: Buffer, at: number): { length: number; size: number } | null {
  if (data.length < at + 2) return null;
  const short = (data[at + 1] ?? 0) & 0x7f;
  if (short < 126) return { length: short, size: 2 };
  if (short === 126) return data.length < at + 4 ? null : { length: data.readUInt16BE(at + 2), size: 4 };
  return data.length < at + 10 ? null : { length: Number(data.readBigUInt64BE(at + 2)), size: 10 };
}
