import { afterAll, beforeAll, expect, it } from 'vitest';
import { originalKey, previewKey } from '../../src/attachments/keys.js';
import { sweepAttachments } from '../../src/attachments/sweep-attachments.js';
import { refusedSend, sent } from '../messaging/messages.js';
import { act, aGuest, aTalk, done, type Somebody, started } from '../messaging/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { password } from '../support/factories.js';
import { openSocket } from '../support/socket.js';
import { uploadsDirectory } from '../support/uploads-directory.js';
import { drawing, pdf, photo, wav, webm } from './files.js';
import { begun, filesOf, put, read, uploaded } from './uploading.js';

let running: RunningApp;
let directory: Awaited<ReturnType<typeof uploadsDirectory>>;
beforeAll(async () => {
  directory = await uploadsDirectory();
  running = await startApp({
    STORAGE_URL: directory.storageUrl,
    LIMIT_USER_COST: '1000000',
    LIMIT_SENDS_PER_SECOND: '100000',
    LIMIT_UPLOAD_BYTES: '300000',
  });
});
afterAll(async () => {
  await running.close();
  await directory.remove();
});

const rowId = (globalId: string) => Buffer.from(globalId, 'base64').toString().split(':')[1] ?? '';
const keysLeft = async (id: string) => {
  const found = await Promise.all(
    [originalKey(id), previewKey(id)].map(async (key) => {
      const stream = await running.app.storage.read(key).catch(() => null);
      const bytes = await stream?.toArray().catch(() => null);
      return bytes == null ? [] : [key];
    }),
  );
  return found.flat();
};

it('M11: a picture is uploaded by a link, sent, and shown to who reads the message', async () => {
  const { guest, staff, id } = await aTalk(running);
  await using socket = openSocket(running, staff.token);
  const feed = socket.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { ... on MessageSent { message { attachments { name kind viewerPreviewUrl } } } } }',
    { id },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  const image = await uploaded(running, guest, id, await photo(), { name: 'C:\\holiday\\Pool.JPG' });
  expect(image).toMatchObject({ name: 'Pool.JPG', kind: 'IMAGE', contentType: 'image/jpeg', width: 640, height: 400 });
  const message = await sent(running, guest, id, '', { attachmentIds: [image.id] });
  expect(message.body).toBe('');

  const [seen] = await filesOf(running, staff, message.id);
  expect(seen).toMatchObject({ id: image.id, name: 'Pool.JPG' });
  const answer = await read(running, seen.viewerUrl);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(Number(answer.headers.get('content-length'))).toBe(seen.bytes);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.toString('latin1')).not.toMatch(/Canary|Exif/);
  const preview = Buffer.from(await (await read(running, seen.viewerPreviewUrl)).arrayBuffer());
  expect([preview.toString('latin1', 8, 15), preview.readUInt16LE(26), preview.readUInt16LE(28)]).toEqual([
    'WEBPVP8',
    480,
    300,
  ]);
  await eventually(() => expect(feed.items).toHaveLength(2));
  const [live] = feed.items[1].message.attachments;
  expect(live).toMatchObject({ name: 'Pool.JPG', kind: 'IMAGE' });
  expect((await read(running, live.viewerPreviewUrl)).status).toBe(200);
});

it.each(['png', 'webp', 'gif'] as const)('M11: a %s stays what it is', async (format) => {
  const { guest, id } = await aTalk(running);
  const image = await uploaded(running, guest, id, await drawing(format), { name: 'x' });
  expect(image).toMatchObject({ contentType: `image/${format}`, width: 20, height: 10 });
});

it('M11: a voice message is sound, and needs no text', async () => {
  const { guest, staff, id } = await aTalk(running);
  const voice = await uploaded(running, guest, id, wav(), { name: 'voice', isVoice: true, durationMs: 1_000 });
  expect(voice).toMatchObject({ kind: 'VOICE', contentType: 'audio/wav', durationMs: 1_000, viewerPreviewUrl: null });
  const recorded = await uploaded(running, guest, id, webm, { name: 'voice', isVoice: true });
  expect(recorded).toMatchObject({ kind: 'VOICE', contentType: 'audio/webm' });
  const message = await sent(running, guest, id, '', { attachmentIds: [voice.id, recorded.id] });
  expect((await filesOf(running, staff, message.id)).map(({ id: file }: { id: string }) => file)).toEqual([
    voice.id,
    recorded.id,
  ]);
  const notSound = await begun(running, guest, id, pdf.length, { isVoice: true });
  expect((await put(running, notSound.upload.url, pdf)).status).toBe(415);
});

it('M11: parts of a file are read by range', async () => {
  const { guest, id } = await aTalk(running);
  const { viewerUrl, bytes } = await uploaded(running, guest, id, wav(), { name: 'wind.wav' });
  const whole = wav();
  const part = async (range: string) => {
    const answer = await read(running, viewerUrl, { range });
    return {
      status: answer.status,
      range: answer.headers.get('content-range'),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
  for (const [range, start, end] of [
    ['bytes=0-3', 0, 3],
    ['bytes=8000-', 8_000, bytes - 1],
    ['bytes=-5', bytes - 5, bytes - 1],
    ['bytes=100-99999999', 100, bytes - 1],
  ] as const)
    expect(await part(range)).toEqual({
      status: 206,
      range: `bytes ${start}-${end}/${bytes}`,
      body: whole.subarray(start, end + 1),
    });
  expect(await part('bytes=99999999-')).toMatchObject({ status: 416, range: `bytes */${bytes}` });
  for (const range of ['bytes=0-1,4-5', 'lines=1-2', 'nonsense'])
    expect(await part(range)).toMatchObject({ status: 200, body: whole });
  const head = await fetch(`${running.url}${viewerUrl}`, { method: 'HEAD' });
  expect([head.status, head.headers.get('accept-ranges'), head.headers.get('content-length')]).toEqual([
    200,
    'bytes',
    String(bytes),
  ]);
});

it('M11: a message takes all of its files or is not sent, and a file is sent once', async () => {
  const { guest, staff, id } = await aTalk(running);
  const other = await started(running, guest, { kind: 'GROUP', participantIds: [(await aGuest(running)).id] });
  const file = async (who: Somebody, conversation = id) =>
    (await uploaded(running, who, conversation, pdf, { name: 'menu.pdf' })).id;
  const [mine, theirs, elsewhere] = [await file(guest), await file(staff), await file(guest, other)];
  const { attachment: missing } = await begun(running, guest, id, 10);
  for (const wrong of [theirs, elsewhere, missing.id, Buffer.from(`Attachment:${rowId(id)}`).toString('base64')])
    expect(await refusedSend(running, guest, id, 'Look', { attachmentIds: [mine, wrong] })).toEqual([
      'ATTACHMENT_NOT_USABLE',
    ]);
  expect(await refusedSend(running, guest, id, 'Look', { attachmentIds: [mine, mine] })).toEqual([
    'ATTACHMENT_NOT_USABLE',
  ]);
  const first = await sent(running, guest, id, 'Look', { attachmentIds: [mine], clientMessageId: 'a' });
  expect(first.sequence).toBe(1);
  expect(await sent(running, guest, id, 'Look', { attachmentIds: [mine], clientMessageId: 'a' })).toEqual(first);
  expect(await refusedSend(running, guest, id, 'Again', { attachmentIds: [mine] })).toEqual(['ATTACHMENT_NOT_USABLE']);
  const racing = await file(guest);
  const outcomes = await Promise.all(
    ['b', 'c', 'd'].map((text) => refusedSend(running, guest, id, text, { attachmentIds: [racing] })),
  );
  expect(outcomes.filter((codes) => codes.length === 0)).toHaveLength(1);
});

it('M11: forwarding takes the files along, as files of its own', async () => {
  const { guest, id } = await aTalk(running);
  const friend = await aGuest(running);
  const group = await started(running, guest, { kind: 'GROUP', participantIds: [friend.id] });
  const { id: file } = await uploaded(running, guest, id, await photo());
  const message = await sent(running, guest, id, '', { attachmentIds: [file] });
  const forwarded = await done(
    running,
    guest,
    'forwardMessage',
    { id: message.id, conversationId: group },
    'message { id }',
  );
  await done(running, guest, 'deleteMessage', { id: message.id });
  await sweepAttachments(running.app);
  const [copy] = await filesOf(running, friend, forwarded.message.id);
  expect(copy.id).not.toBe(file);
  expect((await read(running, copy.viewerUrl)).status).toBe(200);
  expect((await read(running, copy.viewerPreviewUrl)).status).toBe(200);
});

it('M11: a link is for one person, and for as long as they may see the message', async () => {
  const talk = await aTalk(running);
  const { guest, staff } = talk;
  const friend = await aGuest(running);
  const group = await started(running, guest, { kind: 'GROUP', participantIds: [friend.id] });
  const file = await uploaded(running, guest, group, pdf, { name: 'plan.pdf' });
  const stranger = await running.ask('query ($id: ID!) { node(id: $id) { id } }', { id: file.id }, friend.token);
  expect(stranger.data.node).toBeNull();
  const message = await sent(running, guest, group, 'The plan', { attachmentIds: [file.id] });
  const [seen] = await filesOf(running, friend, message.id);
  expect((await read(running, seen.viewerUrl)).status).toBe(200);
  expect(
    (await running.ask('query ($id: ID!) { node(id: $id) { id } }', { id: file.id }, staff.token)).data.node,
  ).toBeNull();
  await done(running, guest, 'removeParticipant', { conversationId: group, userId: friend.id });
  expect((await read(running, seen.viewerUrl)).status).toBe(404);
  expect((await read(running, file.viewerUrl)).status).toBe(200);
});

it('M11: what is deleted is seen by nobody, and its bytes are swept', async () => {
  const { guest, staff, id } = await aTalk(running);
  const file = await uploaded(running, guest, id, await photo());
  const message = await sent(running, guest, id, 'Look', { attachmentIds: [file.id] });
  const [seen] = await filesOf(running, staff, message.id);
  await done(running, guest, 'deleteMessage', { id: message.id });
  expect(await filesOf(running, staff, message.id)).toEqual([]);
  for (const url of [seen.viewerUrl, seen.viewerPreviewUrl, file.viewerUrl])
    expect((await read(running, url)).status).toBe(404);
  expect(await keysLeft(rowId(file.id))).toHaveLength(2);
  await sweepAttachments(running.app);
  expect(await keysLeft(rowId(file.id))).toEqual([]);
});

it('M11: what is never sent is swept after a day, and nobody keeps more than so many', async () => {
  const { guest, id } = await aTalk(running);
  const file = await uploaded(running, guest, id, pdf);
  const sentOne = await uploaded(running, guest, id, pdf);
  await sent(running, guest, id, 'Look', { attachmentIds: [sentOne.id] });
  for (let n = 1; n < 20; n++) await begun(running, guest, id, 10);
  const wanted = { conversationId: id, name: 'one more', bytes: 10 };
  expect((await act(running, guest, 'requestUpload', wanted)).userErrors).toMatchObject([{ code: 'TOO_MANY_UPLOADS' }]);
  await sweepAttachments(running.app);
  expect(await keysLeft(rowId(file.id))).toHaveLength(1);
  const aDayAgo = new Date(Date.now() - 25 * 3_600_000);
  await running.app.database.prisma.attachment.updateMany({ data: { changedAt: aDayAgo } });
  await sweepAttachments(running.app);
  expect(await keysLeft(rowId(file.id))).toEqual([]);
  expect(await keysLeft(rowId(sentOne.id))).toHaveLength(1);
  expect((await act(running, guest, 'requestUpload', wanted)).userErrors).toEqual([]);
});

it('M11, A8: the export has what somebody sent, with links to it; erasing takes it away', async () => {
  const { guest, staff, id } = await aTalk(running);
  const file = await uploaded(running, guest, id, await photo(), { name: 'Canary.jpg' });
  const message = await sent(running, guest, id, 'Look', { attachmentIds: [file.id] });
  const unsent = await uploaded(running, guest, id, pdf);
  const { export: exported } = await done(running, guest, 'exportMyData', {}, 'export { document }');
  const { filesSent } = JSON.parse(exported.document);
  expect(filesSent).toMatchObject([
    { name: 'Canary.jpg', contentType: 'image/jpeg' },
    { contentType: 'application/pdf' },
  ]);
  expect((await read(running, filesSent[0].url)).status).toBe(200);
  await done(running, guest, 'eraseMyAccount', { password });
  expect(await filesOf(running, staff, message.id)).toEqual([]);
  await sweepAttachments(running.app);
  for (const { id: gone } of [file, unsent]) expect(await keysLeft(rowId(gone))).toEqual([]);
  expect(JSON.stringify(await running.app.database.prisma.attachment.findMany())).not.toContain('Canary');
});
