import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** A place in a stream: after the event with this seq. */
export interface Position {
  readonly stream: string;
  /** Changes when a database is restored: what was counted before means nothing now. */
  readonly epoch: number;
  readonly seq: number;
}

export interface Cursors {
  /** The same text for the same position, so that bytes that hold it can be shared. It tells nothing to who reads it. */
  seal(position: Position): string;
  /** The place, if the text was sealed here and for this stream; else undefined. */
  open(text: string, stream: string): Pick<Position, 'epoch' | 'seq'> | undefined;
}

const tagBytes = 16;
const streamBytes = 16;

/**
 * Cursors by a secret that all nodes share. The tag is a MAC of what is inside and the nonce of its encryption at once
 * (a synthetic IV): nobody can make one, change one, read one, or carry one to another stream.
 */
export function createCursors(secret: string): Cursors {
  const key = (label: string) => Buffer.from(hkdfSync('sha256', secret, '', `frontdesk cursor ${label}`, 32));
  const macKey = key('authentication');
  const cipherKey = key('encryption');
  const tagOf = (plain: Buffer) => createHmac('sha256', macKey).update(plain).digest().subarray(0, tagBytes);

  return {
    seal({ stream, epoch, seq }) {
      const plain = Buffer.allocUnsafe(streamBytes + 4 + 8);
      hashOf(stream).copy(plain);
      plain.writeUInt32BE(epoch, streamBytes);
      plain.writeBigUInt64BE(BigInt(seq), streamBytes + 4);
      const tag = tagOf(plain);
      return Buffer.concat([tag, createCipheriv('aes-256-ctr', cipherKey, tag).update(plain)]).toString('base64url');
    },
    open(text, stream) {
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length !== tagBytes + streamBytes + 12 || bytes.toString('base64url') !== text) return undefined;
      const tag = bytes.subarray(0, tagBytes);
      const plain = createDecipheriv('aes-256-ctr', cipherKey, tag).update(bytes.subarray(tagBytes));
      if (!timingSafeEqual(tag, tagOf(plain))) return undefined;
      if (!timingSafeEqual(plain.subarray(0, streamBytes), hashOf(stream))) return undefined;
      return { epoch: plain.readUInt32BE(streamBytes), seq: Number(plain.readBigUInt64BE(streamBytes + 4)) };
    },
  };
}

const hashOf = (stream: string) => createHash('sha256').update(stream).digest().subarray(0, streamBytes);
