import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { partOf } from './part-of.js';

/** The bytes from the first to the last, both of them included. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Where files are kept, by keys that we make up: letters, digits, hyphens and slashes. */
export interface Storage {
  /** What was there under this key is replaced. */
  put(key: string, contents: Uint8Array | Readable, options: { contentType: string; bytes: number }): Promise<void>;
  /** Throws when there is nothing. Whoever does not read it to its end destroys it. */
  read(key: string, part?: Part): Promise<Readable>;
  copy(from: string, to: string): Promise<void>;
  /** What is not there is removed already. */
  remove(key: string): Promise<void>;
}

/** `file:` in the data directory, a `file:` URL, or `s3://bucket?region=…&endpoint=…`, as STORAGE_URL says. */
export async function openStorage({ storageUrl, dataDir }: { storageUrl: string; dataDir: string }): Promise<Storage> {
  const url = new URL(storageUrl);
  const disk = url.protocol === 's3:' ? await bucket(url) : directory(url, dataDir);
  return {
    put: (key, contents, { contentType, bytes }) =>
      contents instanceof Uint8Array
        ? disk.put(key, contents, { contentType, contentLength: bytes })
        : disk.putStream(key, contents, { contentType, contentLength: bytes }),
    async read(key, part) {
      const whole = await disk.getStream(key);
      return part === undefined ? whole : partOf(whole, part);
    },
    copy: (from, to) => disk.copy(from, to),
    remove: (key) => disk.delete(key),
  };
}

const directory = (url: URL, dataDir: string): Disk =>
  new Disk(
    new FSDriver({
      // `file:` alone is read as the URL of the uppermost directory, which nobody means.
      location: url.pathname === '/' ? join(dataDir, 'uploads') : fileURLToPath(url),
      visibility: 'private',
    }),
  );

/**
 * The keys stand in the URL, or wherever the AWS SDK looks for them: its environment variables, or the role of the
 * machine. Loaded here, so that whoever keeps files on a disk does not load the SDK.
 */
async function bucket(url: URL): Promise<Disk> {
  const { S3Driver } = await import('flydrive/drivers/s3');
  const endpoint = url.searchParams.get('endpoint');
  return new Disk(
    new S3Driver({
      bucket: url.hostname,
      visibility: 'private',
      // Buckets are private by their own policy. Most of those that speak S3 have no lists of rights by object.
      supportsACL: false,
      region: url.searchParams.get('region') ?? 'us-east-1',
      // Checksums in trailers are something that only Amazon's own understands.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 },
      ...(endpoint !== null && { endpoint, forcePathStyle: true }),
      ...(url.username !== '' && {
        credentials: {
          accessKeyId: decodeURIComponent(url.username),
          secretAccessKey: decodeURIComponent(url.password),
        },
      }),
    }),
  );
}
