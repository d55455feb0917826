import { constants, deflateRawSync } from 'node:zlib';

/**
 * WebSocket frames around bytes that many sockets share. A `next` message differs between them by the operation id
 * alone, so the long part is made once (`shareResult`), and a frame is the head of the socket's own operation spliced
 * before it. Texts are latin1 strings that hold UTF-8 bytes, a character a byte: Node writes those without encoding.
 */

/** What every socket of a group gets: a serialized execution result. */
export interface SharedResult {
  /** The bytes of the JSON, a character a byte. */
  readonly bytes: string;
  /** The same as a deflate segment, when it was asked for and was worth it. */
  readonly deflated: string | undefined;
  /** The frame that was made last: most sockets of a group number their operations alike, and write the same bytes. */
  last: { readonly head: OperationHead; readonly deflates: boolean; readonly frame: string } | undefined;
}

/** What an operation puts before each of its results. Made once, when it is subscribed. */
export interface OperationHead {
  readonly bytes: string;
  /** The same as a stored deflate block. */
  readonly stored: string;
}

const tail = '}';

/** `compressAbove`: bytes of JSON from which on it is compressed as well; `Infinity` never. */
export function shareResult(json: string, compressAbove = Number.POSITIVE_INFINITY): SharedResult {
  const bytes = asBytes(json);
  return { bytes, deflated: bytes.length > compressAbove ? deflate(bytes) : undefined, last: undefined };
}

/** Heads of ids that a counter makes: the same one for all sockets. */
const counted = new Map<string, OperationHead>();

export function operationHead(id: string): OperationHead {
  if (!/^\d{1,3}$/.test(id)) return newHead(id);
  const head = counted.get(id) ?? newHead(id);
  counted.set(id, head);
  return head;
}

function newHead(id: string): OperationHead {
  const bytes = asBytes(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  return { bytes, stored: storedBlock(bytes) };
}

/** A whole text frame, ready for `socket.write(frame, 'latin1')`; compressed where the socket agreed on that. */
export function frameOf(head: OperationHead, result: SharedResult, deflates: boolean): string {
  const { last } = result;
  if (last !== undefined && last.head === head && last.deflates === deflates) return last.frame;
  const frame = deflates ? deflatedNextFrame(head, result) : nextFrame(head, result);
  result.last = { head, deflates, frame };
  return frame;
}

function nextFrame(head: OperationHead, result: SharedResult): string {
  return header(textFrame, head.bytes.length + result.bytes.length + tail.length) + head.bytes + result.bytes + tail;
}

/**
 * The same, compressed: for a socket that agreed on permessage-deflate without context takeover by the server. The
 * head and the end are stored blocks around the shared segment, so nothing is compressed twice.
 */
function deflatedNextFrame(head: OperationHead, result: SharedResult): string {
  if (result.deflated === undefined) return nextFrame(head, result);
  const length = head.stored.length + result.deflated.length + storedTail.length;
  return header(compressedTextFrame, length) + head.stored + result.deflated + storedTail;
}

const textFrame = 0x81;
const compressedTextFrame = 0xc1;

function header(kind: number, length: number): string {
  const { fromCharCode } = String;
  if (length < 126) return fromCharCode(kind, length);
  if (length < 65_536) return fromCharCode(kind, 126, length >> 8, length & 0xff);
  const high = Math.floor(length / 2 ** 32);
  const low = length >>> 0;
  return fromCharCode(
    kind,
    127,
    0,
    0,
    high >> 8,
    high & 0xff,
    low >>> 24,
    (low >> 16) & 0xff,
    (low >> 8) & 0xff,
    low & 0xff,
  );
}

// Nearly all JSON here is ASCII: then the text is its own bytes.
const ascii = /^[\0-\x7f]*$/;
const asBytes = (text: string) => (ascii.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1'));

/** A segment that begins with an empty window and ends on a byte: it may stand anywhere in a stream. */
function deflate(bytes: string): string {
  const segment = deflateRawSync(Buffer.from(bytes, 'latin1'), { finishFlush: constants.Z_SYNC_FLUSH });
  return segment.toString('latin1');
}

function storedBlock(bytes: string): string {
  const { length } = bytes;
  if (length > 0xffff) throw new RangeError('A stored block holds 65,535 bytes.');
  return String.fromCharCode(0, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff) + bytes;
}

// The end of a message: a stored block, and the empty one whose last four bytes RFC 7692 leaves out.
const storedTail = `${storedBlock(tail)}\0`;
