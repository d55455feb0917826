import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { drawing, wav } from '../attachments/files.js';
import { read, uploaded } from '../attachments/uploading.js';
import { sent } from '../messaging/messages.js';
import { aTalk } from '../messaging/people.js';
import { startApp } from '../support/app.js';
import { temporaryDirectory } from '../support/program.js';
import { type S3Server, startS3 } from '../support/s3-server.js';
import { uploadsDirectory } from '../support/uploads-directory.js';

let s3: S3Server;
let directory: Awaited<ReturnType<typeof uploadsDirectory>>;
beforeAll(async () => {
  s3 = await startS3();
  directory = await uploadsDirectory();
});
afterAll(async () => {
  await s3[Symbol.asyncDispose]();
  await directory.remove();
});

it('M11: keeps bytes in the data directory where nothing else is said', async () => {
  await using data = await temporaryDirectory();
  const storage = await openStorage({ storageUrl: readConfig({}).storageUrl, dataDir: data.path });
  await storage.put('a/one', Buffer.from('here'), { contentType: 'text/plain', bytes: 4 });
  expect(await readFile(join(data.path, 'uploads/a/one'), 'utf8')).toBe('here');
});

describe.each(['disk', 's3'] as const)('%s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage({ storageUrl: (kind === 's3' ? s3 : directory).storageUrl, dataDir: 'nowhere' });
  });
  const contents = Buffer.from('0123456789'.repeat(20_000));
  const options = { contentType: 'text/plain', bytes: contents.length };
  const all = async (key: string, part?: { start: number; end: number }) =>
    Buffer.concat(await (await storage.read(key, part)).toArray());

  it('M11: keeps bytes, given at once or as they come, and puts others in their place', async () => {
    await storage.put('a/one', Buffer.from('before'), { contentType: 'text/plain', bytes: 6 });
    await storage.put('a/one', contents, options);
    await storage.put('a/two', Readable.from([contents.subarray(0, 7), contents.subarray(7)]), options);
    expect((await all('a/one')).equals(contents)).toBe(true);
    expect((await all('a/two')).equals(contents)).toBe(true);
  });

  it('M11: reads a part, and no further', async () => {
    await storage.put('a/one', contents, options);
    for (const [start, end] of [
      [0, 0],
      [5, 14],
      [65_530, 65_550],
      [199_999, 199_999],
    ] as const)
      expect((await all('a/one', { start, end })).toString()).toBe(contents.toString().slice(start, end + 1));
  });

  it('M11: copies, removes once or twice, and says when there is nothing', async () => {
    await storage.put('a/one', contents, options);
    await storage.copy('a/one', 'b/one');
    await storage.remove('a/one');
    await storage.remove('a/one');
    await expect(all('a/one')).rejects.toThrow();
    expect((await all('b/one')).length).toBe(contents.length);
  });
});

it('M11: in S3, files are uploaded, read in parts, and nothing of theirs is said by a name', async () => {
  await using running = await startApp({ STORAGE_URL: s3.storageUrl });
  const { guest, id } = await aTalk(running);
  const image = await uploaded(running, guest, id, await drawing('png'), { name: 'Canary.png' });
  const voice = await uploaded(running, guest, id, wav(), { name: 'Canary.wav', isVoice: true });
  await sent(running, guest, id, '', { attachmentIds: [image.id, voice.id] });
  expect((await read(running, image.viewerPreviewUrl)).headers.get('content-type')).toBe('image/webp');
  const part = await read(running, voice.viewerUrl, { range: 'bytes=8-15' });
  expect([part.status, await part.text()]).toEqual([206, 'WAVEfmt ']);
  const keys = [...s3.objects.keys()].filter((key) => key.startsWith('attachments/'));
  expect(keys).toHaveLength(3);
  expect(keys.join()).not.toContain('Canary');
  s3.fail(true);
  expect((await read(running, image.viewerUrl)).status).toBe(500);
  s3.fail(false);
  expect((await read(running, image.viewerUrl)).status).toBe(200);
});
