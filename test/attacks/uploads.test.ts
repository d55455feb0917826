import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { bomb, drawing, pdf, photo } from '../attachments/files.js';
import { globalId } from '../support/global-id.js';
import { transports } from '../support/transports.js';
import { act, codesOf, done } from './support/acting.js';
import { insideOf } from './support/leaks.js';
import { open, other, target, tokenAs, tokenOf } from './support/target.js';

let guest: string | null;
/** People with a conversation each: nobody may have many files that are not sent. */
const senders: Array<{ token: string; conversationId: string }> = [];
let begins = 0;
const nextSender = () => senders[begins++ % senders.length] ?? { token: '', conversationId: '' };
let staff: string | null;
beforeAll(async () => {
  guest = await tokenAs('guest', target().prey);
  for (const person of target().strangers) {
    const token = await tokenOf(person, 5);
    const participantIds = [globalId('User', (target().strangers.find((one) => one !== person) ?? person).userId)];
    const input = { kind: 'GROUP', participantIds };
    const { conversation } = await done(open(), token, 'startConversation', input, 'conversation { id }');
    senders.push({ token, conversationId: conversation.id });
  }
  staff = await tokenAs('staff', target().prey);
});

const talk = () => target().prey.ids.Conversation;
async function begun(bytes: number, name = 'photo.jpg') {
  const { token, conversationId } = nextSender();
  const input = { conversationId, name, bytes };
  const made = await done(open(), token, 'requestUpload', input, 'attachment { id } upload { url }');
  return { ...(made as { attachment: { id: string }; upload: { url: string } }), token };
}
const put = (url: string, body: Uint8Array, headers: Record<string, string> = {}, at = open()) =>
  fetch(`${at.url}${url}`, { method: 'PUT', body: body as BodyInit, headers });

async function uploaded(contents: Buffer, name = 'photo.jpg') {
  const { attachment, upload, token } = await begun(contents.length, name);
  const answer = await put(upload.url, contents);
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  const made = await done(open(), token, 'completeUpload', { id: attachment.id }, 'attachment { id viewerUrl }');
  return made.attachment as { id: string; viewerUrl: string };
}

/** The link with other bytes in it, written as links are. */
function altered(link: string, change: (bytes: Buffer) => unknown): string {
  const start = link.lastIndexOf('/') + 1;
  const bytes = Buffer.from(link.slice(start), 'base64url');
  change(bytes);
  return `${link.slice(0, start)}${bytes.toString('base64url')}`;
}

const script = '<script>document.title="owned"</script>';
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;
const html = `<!doctype html><html><body>${script}</body></html>`;

const hostile: Record<string, Buffer> = {
  'an SVG with a script': Buffer.from(svg),
  'an SVG with a declaration': Buffer.from(`<?xml version="1.0"?>${svg}`),
  'an SVG behind blanks': Buffer.from(`${' '.repeat(600)}${svg}`),
  'a compressed SVG': gzipSync(svg),
  'a page': Buffer.from(html),
  'a page behind a mark of UTF-8': Buffer.from(`\uFEFF${html}`),
  'a page that calls itself a GIF': Buffer.from(`GIF89a/*${html}*/`),
  'a page that calls itself a PNG': Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(html)]),
  'a page that calls itself a JPEG': Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from(html)]),
  'a script': Buffer.from('alert(1)//'.padEnd(300)),
  'a program of Windows': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]),
  'a program of Linux': Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(300)]),
  'an archive': Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(300)]),
  'a document with external entities': Buffer.from(
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  ),
  'a picture in the format of a script language': Buffer.from(
    'push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 "|id"\n',
  ),
  PostScript: Buffer.from('%!PS-Adobe-3.0\n(%pipe%id) (w) file'),
  zeros: Buffer.alloc(1_000),
  'the beginning of a picture': Buffer.from('ffd8ffe000104a46494600010100', 'hex'),
};

describe('attack 21: what is uploaded', () => {
  it.each(
    Object.entries(hostile).flatMap(([what, contents]) =>
      ['photo.jpg', 'photo.svg', 'a.html', 'a.pdf'].map((name) => ({ what, contents, name })),
    ),
  )('attack 21: $what by the name of $name is not taken', async ({ contents, name }) => {
    const { attachment, upload, token } = await begun(contents.length, name);
    for (const type of ['image/jpeg', 'image/svg+xml', 'text/html']) {
      const answer = await put(upload.url, contents, { 'content-type': type });
      expect([415, 422]).toContain(answer.status);
      expect(insideOf(await answer.text())).toBeUndefined();
    }
    expect(codesOf(await act(open(), token, 'completeUpload', { id: attachment.id }))).toEqual(['UPLOAD_MISSING']);
  });

  it('attack 21: a picture that would fill the memory is not unfolded', async () => {
    const contents = await bomb();
    const { upload } = await begun(contents.length);
    expect((await put(upload.url, contents)).status).toBe(415);
  });

  it.each([
    '../../etc/passwd',
    '..\\..\\x',
    '/etc/passwd',
    'a/b.jpg',
    'a\u0000.jpg',
    'a\r\nX: y.jpg',
    '.',
    '..',
    '',
    'x'.repeat(300),
    'invoice\u202Efdp.exe',
  ])('attack 21: %j is no name of a file, or a harmless one', async (name) => {
    const { token, conversationId } = nextSender();
    const answer = await act(
      open(),
      token,
      'requestUpload',
      { conversationId, name, bytes: pdf.length },
      'attachment { id } upload { url }',
    );
    if (answer.attachment == null) return void expect(codesOf(answer)).toHaveLength(1);
    // Whatever it is called, it lies under a random name.
    expect((await put(answer.upload.url, pdf)).status).toBe(201);
    const { attachment } = await done(
      open(),
      token,
      'completeUpload',
      { id: answer.attachment.id },
      'attachment { viewerUrl }',
    );
    const { headers } = await fetch(`${open().url}${attachment.viewerUrl}`);
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('content-disposition')).not.toMatch(/filename="[^"]*[/\\]\.\./);
  });

  it.each([10_000_001, 2_147_483_647, 0, -1])('attack 21: a file of %s bytes is not begun', async (bytes) => {
    expect(
      codesOf(await act(open(), guest, 'requestUpload', { conversationId: talk(), name: 'x', bytes })),
    ).toHaveLength(1);
  });

  it('attack 21: more bytes than were said, or fewer, are not taken', async () => {
    const { upload } = await begun(100);
    for (const size of [101, 99, 10_000_001])
      expect((await put(upload.url, Buffer.alloc(size)).catch(() => ({ status: 413 }))).status).toBeGreaterThanOrEqual(
        400,
      );
    for (const announced of [pdf.length - 1, pdf.length + 1]) {
      const link = (await begun(announced)).upload.url;
      expect((await put(link, pdf).catch(() => ({ status: 400 }))).status).toBe(400);
    }
  });

  it('attack 21: what hides behind a picture is gone', async () => {
    for (const picture of [await photo(), await drawing('png'), await drawing('gif')]) {
      const { viewerUrl } = await uploaded(Buffer.concat([picture, Buffer.from(html)]));
      const served = Buffer.from(await (await fetch(`${open().url}${viewerUrl}`)).arrayBuffer()).toString('latin1');
      expect(served).not.toContain('script');
    }
  });

  it('attack 21: it is served as what it is, to be saved, and may run nothing', async () => {
    const { viewerUrl } = await uploaded(pdf, 'page.html');
    const { headers } = await fetch(`${other().url}${viewerUrl}`).then((answer) =>
      answer.ok ? answer : fetch(`${open().url}${viewerUrl}`),
    );
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
  });

  it('attack 21: a file of another property is not there, by id or by a link of one’s own', async () => {
    const id = target().theirs.ids.Attachment;
    for (const token of [guest, staff, null]) {
      const { data } = await transports.HTTP(
        open(),
        'query ($id: ID!) { node(id: $id) { ... on Attachment { name viewerUrl } } }',
        { id },
        token,
      );
      expect(data?.node ?? null).toBeNull();
    }
    const answer = await act(open(), guest, 'sendMessage', { conversationId: talk(), body: 'x', attachmentIds: [id] });
    expect(codesOf(answer)).toHaveLength(1);
    const { viewerUrl } = await uploaded(pdf);
    expect((await fetch(`${open().url}${viewerUrl}`)).status).toBe(200);
    for (const path of [
      viewerUrl.slice(0, -1),
      `${viewerUrl}A`,
      viewerUrl.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      // Its first bytes say that it was made here, the last ones until when it is good.
      altered(viewerUrl, (bytes) => bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)),
      altered(viewerUrl, (bytes) => bytes.writeUIntBE(Date.now() + 86_400_000, bytes.length - 6, 6)),
      '/uploads/x',
      '/uploads/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '/uploads/..%00',
    ])
      expect((await fetch(`${open().url}${path}`)).status).toBe(404);
  });
});
