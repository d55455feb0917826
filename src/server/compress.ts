import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** `effort`: 5 for what is kept, 4 for what is made for one answer. */
export async function compress(body: Uint8Array, encoding: Encoding, effort: 4 | 5): Promise<Uint8Array<ArrayBuffer>> {
  const buffer =
    encoding === 'br'
      ? await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: effort } })
      : await gzipped(body, { level: effort + 1 });
  return new Uint8Array(buffer);
}

/** What the client reads, the better one first. Null: as it is. */
export function encodingFor(accepted: string | null): Encoding | null {
  const offered = new Set(
    (accepted ?? '')
      .split(',')
      .filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item))
      .map((item) => item.split(';')[0]?.trim()),
  );
  if (offered.has('br')) return 'br';
  return offered.has('gzip') ? 'gzip' : null;
}

/** Below, the headers of compression and the work cost more than the bytes that they save. */
export const compressFrom = 2_048;

/**
 * The same answer, compressed when it is large and the client asked for it. An answer whose length is not known is a
 * stream, and is never held back.
 */
export async function compressed(response: Response, accepted: string | null): Promise<Response> {
  const length = Number(response.headers.get('content-length') ?? 0);
  const encoding = length < compressFrom ? null : encodingFor(accepted);
  if (encoding === null) return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  const body = await compress(new Uint8Array(await response.arrayBuffer()), encoding, 4);
  headers.set('content-encoding', encoding);
  headers.set('content-length', `${body.length}`);
  return new Response(body, { status, statusText, headers });
}
