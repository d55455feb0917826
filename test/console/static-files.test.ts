import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StaticFiles, staticFiles } from '../../src/server/static-files.js';

let directory: string;
let files: StaticFiles;
const script = 'export const greeting = "hello";\n'.repeat(100);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'frontdesk-files-'));
  await mkdir(join(directory, 'public/assets'), { recursive: true });
  await writeFile(join(directory, 'secret.txt'), 'not for anybody');
  await writeFile(join(directory, 'public/index.html'), '<!doctype html>');
  await writeFile(join(directory, 'public/assets/main-1a2b.js'), script);
  files = await staticFiles(join(directory, 'public'));
});
afterAll(() => rm(directory, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) =>
  files.respond(path, new Request('http://localhost/', { headers }), {});

it.each(['../secret.txt', '..%2fsecret.txt', '/etc/passwd', 'assets/../../secret.txt', 'assets', '', '.', '__proto__'])(
  'T1: has no file called %s',
  async (path) => {
    expect(await get(path)).toBeNull();
  },
);

it('T1: lets a browser keep what carries a hash, and ask again for the rest', async () => {
  expect((await get('assets/main-1a2b.js'))?.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const page = await get('index.html');
  expect(page?.headers.get('cache-control')).toBe('no-cache');
  const etag = page?.headers.get('etag') ?? '';
  expect((await get('index.html', { 'if-none-match': etag }))?.status).toBe(304);
  expect((await get('index.html', { 'if-none-match': '"another"' }))?.status).toBe(200);
});

it('T1: compresses for whoever takes it, under a tag of its own', async () => {
  const plain = await get('assets/main-1a2b.js');
  const brotli = await get('assets/main-1a2b.js', { 'accept-encoding': 'gzip, br' });
  expect(brotli?.headers.get('content-encoding')).toBe('br');
  expect(brotli?.headers.get('etag')).not.toBe(plain?.headers.get('etag'));
  expect(brotliDecompressSync(Buffer.from(await (brotli ?? new Response()).arrayBuffer())).toString()).toBe(script);
  const refused = await get('assets/main-1a2b.js', { 'accept-encoding': 'br;q=0, gzip' });
  expect(refused?.headers.get('content-encoding')).toBe('gzip');
});

it('T1: says what it is, and lets nobody guess', async () => {
  const answer = await get('assets/main-1a2b.js');
  expect(answer?.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(answer?.headers.get('x-content-type-options')).toBe('nosniff');
});
