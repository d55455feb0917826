import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLinks } from '../../src/attachments/links.js';
import { act, aGuest, aTalk, done, started } from '../messaging/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { uploadsDirectory } from '../support/uploads-directory.js';
import { bomb, drawing, pdf, photo } from './files.js';
import { begun, put, read, uploaded } from './uploading.js';

const most = 400_000;
let running: RunningApp;
let directory: Awaited<ReturnType<typeof uploadsDirectory>>;
beforeAll(async () => {
  directory = await uploadsDirectory();
  running = await startApp({
    STORAGE_URL: directory.storageUrl,
    LIMIT_USER_COST: '1000000',
    LIMIT_UPLOAD_BYTES: String(most),
  });
});
afterAll(async () => {
  await running.close();
  await directory.remove();
});

const stateOf = async (globalId: string) => {
  const id = Buffer.from(globalId, 'base64').toString().split(':')[1] ?? '';
  return (await running.app.database.prisma.attachment.findUnique({ where: { id } }))?.state;
};

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const html = '<!doctype html><html><body><script>alert(1)</script></body></html>';
const zip = Buffer.from('504b03040a0000000000', 'hex');
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);

it.each([
  ['an SVG', Buffer.from(svg)],
  ['an SVG with a declaration', Buffer.from(`<?xml version="1.0"?>${svg}`)],
  ['a page', Buffer.from(html)],
  ['a page behind the name of a GIF', Buffer.from(`GIF89a${html}`)],
  ['an archive', zip],
  ['a program', exe],
  ['words', Buffer.from('just some text')],
  ['the beginning of a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
])('M11: %s is not taken, whatever its name and header say', async (_what, contents) => {
  const { guest, id } = await aTalk(running);
  const { attachment, upload } = await begun(running, guest, id, contents.length, { name: 'photo.jpg' });
  const answer = await put(running, upload.url, contents, { 'content-type': 'image/jpeg' });
  expect(answer.status).toBe(415);
  expect(await stateOf(attachment.id)).toBe('PENDING');
  expect((await act(running, guest, 'completeUpload', { id: attachment.id })).userErrors).toMatchObject([
    { code: 'UPLOAD_MISSING' },
  ]);
});

it('M11: what hides behind a picture is gone', async () => {
  const { guest, id } = await aTalk(running);
  for (const picture of [await photo(), await drawing('png'), await drawing('gif')]) {
    const polyglot = Buffer.concat([picture, Buffer.from(html), zip]);
    const { viewerUrl } = await uploaded(running, guest, id, polyglot);
    const served = Buffer.from(await (await read(running, viewerUrl)).arrayBuffer()).toString('latin1');
    expect(served).not.toMatch(/script|PK/);
  }
});

it('M11: a picture that would fill the memory is not unfolded', async () => {
  const { guest, id } = await aTalk(running);
  const contents = await bomb();
  const { upload } = await begun(running, guest, id, contents.length);
  expect((await put(running, upload.url, contents)).status).toBe(415);
});

it('M11: a file may have so many bytes, as announced and as they come', async () => {
  const { guest, id } = await aTalk(running);
  const wanted = (bytes: number) => act(running, guest, 'requestUpload', { conversationId: id, name: 'x', bytes });
  expect((await wanted(most + 1)).userErrors).toMatchObject([{ code: 'FILE_TOO_LARGE', field: 'bytes' }]);
  expect((await wanted(0)).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'bytes' }]);
  const { upload } = await begun(running, guest, id, 100);
  expect((await put(running, upload.url, Buffer.alloc(101))).status).toBe(400);
  expect((await put(running, upload.url, Buffer.alloc(99))).status).toBe(400);
  expect((await put(running, upload.url, Buffer.alloc(most + 1))).status).toBe(413);
  expect(await endless(upload.url)).toBe('refused');
  // None of that has used the link up.
  const good = await begun(running, guest, id, pdf.length);
  expect((await put(running, good.upload.url, pdf.subarray(1))).status).toBe(400);
  expect((await put(running, good.upload.url, pdf)).status).toBe(201);
});

/** A body without a length and without an end. */
function endless(url: string): Promise<'refused'> {
  return new Promise((resolve, reject) => {
    let written = 0;
    const sending = request(`${running.url}${url}`, { method: 'PUT' });
    const over = () => resolve('refused');
    sending.on('response', (response) => (response.statusCode === 400 ? over() : reject(new Error('taken'))));
    sending.on('error', over);
    const write = () => {
      if (sending.destroyed) return;
      if (written > 100 * most) reject(new Error('Nobody stopped it.'));
      written += 65_536;
      sending.write(Buffer.alloc(65_536), () => setImmediate(write));
    };
    write();
  });
}

it('M11: an upload that is cut off can be sent again', async () => {
  const { guest, id } = await aTalk(running);
  const { attachment, upload } = await begun(running, guest, id, pdf.length);
  const cut = request(`${running.url}${upload.url}`, { method: 'PUT', headers: { 'content-length': pdf.length } });
  cut.on('error', () => {});
  cut.write(pdf.subarray(0, 10));
  await eventually(async () => expect(await stateOf(attachment.id)).toBe('RECEIVING'));
  expect((await put(running, upload.url, pdf)).status).toBe(409);
  cut.destroy();
  await eventually(async () => expect(await stateOf(attachment.id)).toBe('PENDING'));
  expect((await put(running, upload.url, pdf)).status).toBe(201);
});

it('M11: a link is good for one file and one purpose, and nobody can make one', async () => {
  const { guest, id } = await aTalk(running);
  const { attachment, upload } = await begun(running, guest, id, pdf.length);
  expect((await read(running, upload.url)).status).toBe(405);
  expect((await put(running, upload.url, pdf)).status).toBe(201);
  expect((await put(running, upload.url, pdf)).status).toBe(409);
  const { attachment: file } = await done(
    running,
    guest,
    'completeUpload',
    { id: attachment.id },
    'attachment { viewerUrl }',
  );
  expect((await put(running, file.viewerUrl, pdf)).status).toBe(405);

  const token = file.viewerUrl.slice('/uploads/'.length);
  const changed = [...token].map(
    (_letter, at) => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`,
  );
  for (const other of changed) expect(running.app.links.open(other)).toBeUndefined();
  const foreign = createLinks('another secret, as long as it has to be').pathOf({
    purpose: 'ORIGINAL',
    attachmentId: Buffer.from(attachment.id, 'base64').toString().split(':')[1] ?? '',
    userId: guest.user.id,
    expiresAt: new Date(Date.now() + 60_000),
  });
  for (const path of [
    foreign,
    '/uploads/',
    '/uploads/x',
    `/uploads/../uploads/${changed[0]}`,
    '/uploads/%2e%2e%2fetc%2fpasswd',
  ])
    expect((await read(running, path)).status).toBe(404);
});

it('M11: a link that is over leads nowhere', async () => {
  const { guest, id } = await aTalk(running);
  const { id: file } = await uploaded(running, guest, id, pdf);
  const attachmentId = Buffer.from(file, 'base64').toString().split(':')[1] ?? '';
  const link = (expiresAt: Date) =>
    running.app.links.pathOf({ purpose: 'ORIGINAL', attachmentId, userId: guest.user.id, expiresAt });
  expect((await read(running, link(new Date(Date.now() + 60_000)))).status).toBe(200);
  expect((await read(running, link(new Date(Date.now() - 1)))).status).toBe(404);
  await running.app.database.prisma.user.update({ where: { id: guest.user.id }, data: { status: 'DISABLED' } });
  expect((await read(running, link(new Date(Date.now() + 60_000)))).status).toBe(404);
});

it('M11: whoever lost the conversation uploads nothing to it, though they have the link', async () => {
  const { guest } = await aTalk(running);
  const friend = await aGuest(running);
  const group = await started(running, guest, { kind: 'GROUP', participantIds: [friend.id] });
  const { upload } = await begun(running, friend, group, pdf.length);
  await done(running, guest, 'removeParticipant', { conversationId: group, userId: friend.id });
  expect((await put(running, upload.url, pdf)).status).toBe(404);
});

it('M11: a file runs nowhere, and is saved as what it is', async () => {
  const { guest, id } = await aTalk(running);
  const name = 'rechnung "März".exe';
  const { viewerUrl } = await uploaded(running, guest, id, pdf, { name });
  const { headers } = await read(running, viewerUrl);
  expect(headers.get('content-type')).toBe('application/pdf');
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="rechnung \\"M.rz\\".exe.pdf"; filename\*=UTF-8''/,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
  expect(headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
  for (const wrong of ['', '../../', 'a\nb', 'invoice\u202Efdp.exe', 'x'.repeat(201)])
    expect(
      (await act(running, guest, 'requestUpload', { conversationId: id, name: wrong, bytes: 1 })).userErrors,
    ).toMatchObject([{ field: 'name' }]);
});

it('M11: pages of other origins may not use the links', async () => {
  const { guest, id } = await aTalk(running);
  const { upload } = await begun(running, guest, id, pdf.length);
  const origin = 'https://evil.example';
  expect((await put(running, upload.url, pdf, { origin })).status).toBe(403);
  const asked = await fetch(`${running.url}${upload.url}`, { method: 'OPTIONS', headers: { origin } });
  expect(asked.headers.get('access-control-allow-origin')).toBeNull();
});
