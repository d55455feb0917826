import { type Readable, Transform } from 'node:stream';
import type { Part } from './storage.js';

/** A part of a stream. The rest is not read. */
export function partOf(whole: Readable, { start, end }: Part): Readable {
  let at = 0;
  const part = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end + 1 - at, chunk.length);
      at += chunk.length;
      if (from < to) this.push(chunk.subarray(from, to));
      if (at > end) {
        this.push(null);
        whole.destroy();
      }
      done();
    },
    destroy(error, done) {
      whole.destroy();
      done(error);
    },
  });
  whole.on('error', (error) => part.destroy(error));
  return whole.pipe(part);
}
