import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { compress, type Encoding, encodingFor } from './compress.js';

export interface StaticFiles {
  /** Null when there is no such file. `path` is relative to the directory and decoded by the caller, or never matches. */
  respond(path: string, request: Request, headers: Readonly<Record<string, string>>): Promise<Response | null>;
}

interface File {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  /** Made when somebody first asks, and kept. */
  readonly encoded: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.ttf']);

/**
 * The files of a directory that is built once. Its names are listed at the start and looked up exactly: nothing outside
 * of it can be named, whatever a path holds. Names that carry a hash (`assets/`) are kept by browsers for a year, the
 * others are asked for again and answered by 304.
 */
export async function staticFiles(directory: string): Promise<StaticFiles> {
  const names = new Set(await namesBelow(directory));
  const loaded = new Map<string, Promise<File>>();

  function load(name: string): Promise<File> {
    let file = loaded.get(name);
    if (file === undefined) {
      file = read(join(directory, name));
      loaded.set(name, file);
      file.catch(() => loaded.delete(name));
    }
    return file;
  }

  return {
    async respond(path, request, headers) {
      if (!names.has(path)) return null;
      const file = await load(path);
      const extension = extname(path);
      const encoding = compressible.has(extension) ? encodingFor(request.headers.get('accept-encoding')) : null;
      const etag = encoding === null ? `"${file.etag}"` : `"${file.etag}-${encoding}"`;
      const answer = new Headers({
        ...headers,
        'content-type': types[extension] ?? 'application/octet-stream',
        'cache-control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        etag,
        vary: 'accept-encoding',
        'x-content-type-options': 'nosniff',
      });
      if (matches(request.headers.get('if-none-match'), etag))
        return new Response(null, { status: 304, headers: answer });
      const body = encoding === null ? file.body : await encode(file, encoding);
      if (encoding !== null) answer.set('content-encoding', encoding);
      answer.set('content-length', String(body.byteLength));
      return new Response(request.method === 'HEAD' ? null : body, { headers: answer });
    },
  };
}

async function namesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

async function read(path: string): Promise<File> {
  const body = new Uint8Array(await readFile(path));
  return { body, etag: createHash('sha256').update(body).digest('base64url').slice(0, 22), encoded: new Map() };
}

function encode(file: File, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  let encoded = file.encoded.get(encoding);
  if (encoded === undefined) {
    encoded = compress(file.body, encoding, 5);
    file.encoded.set(encoding, encoded);
  }
  return encoded;
}

const matches = (given: string | null, etag: string): boolean =>
  (given ?? '').split(',').some((item) => item.trim().replace(/^W\//, '') === etag || item.trim() === '*');
