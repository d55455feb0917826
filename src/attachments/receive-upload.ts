import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { actorOfLink } from '../accounts/actor-of-link.js';
import type { App } from '../app.js';
import { Fault } from '../errors.js';
import type { Attachment } from '../generated/prisma/client.js';
import { conversationFor } from '../messaging/conversation-access.js';
import { may } from '../policy/authorize.js';
import { kindOfFile } from './file-types.js';
import { previewType, redrawn } from './images.js';
import { originalKey, previewKey } from './keys.js';
import type { Grant } from './links.js';

/** Why a file is not taken, as HTTP says it. */
export class UploadRefused extends Error {
  constructor(
    readonly status: 400 | 404 | 409 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

type Kept = Pick<Attachment, 'kind' | 'contentType' | 'bytes' | 'width' | 'height'>;

/** Whoever has taken so much longer than an upload may is dead, whatever the clocks of two nodes say. */
const graceMs = 60_000;

/**
 * Takes the bytes of an upload in, finds out what they are, and keeps them. A link is good for one file: what is refused
 * may be sent again, what was kept may not. Throws `UploadRefused`.
 */
export async function receiveUpload(app: App, grant: Grant, body: Readable): Promise<Kept> {
  const attachment = await claim(app, grant);
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-upload-'));
  try {
    const path = join(directory, 'file');
    await download(body, path, attachment.bytes, app.config.limits.LIMIT_UPLOAD_BYTES);
    const kept = await keep(app, attachment, path);
    if (await move(app, attachment.id, { ...kept, state: 'STORED' })) return kept;
    await removeFiles(app, attachment.id);
    throw gone();
  } catch (error) {
    await move(app, attachment.id, { state: 'PENDING' });
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const gone = () => new UploadRefused(404, 'There is no such upload, or its link is over.');

async function claim({ database, config }: App, { attachmentId: id, userId, expiresAt }: Grant): Promise<Attachment> {
  const { prisma } = database;
  const actor = await actorOfLink(database, { userId, expiresAt });
  const attachment = await prisma.attachment.findUnique({
    where: { id, uploaderId: userId, state: { not: 'REMOVED' } },
  });
  if (actor === null || attachment?.conversationId == null) throw gone();
  const access = await conversationFor(prisma, actor, attachment.conversationId).catch((error: unknown) => {
    throw error instanceof Fault ? gone() : error;
  });
  if (!may(actor, 'requestUpload', access.about)) throw gone();
  const longestMs = config.limits.LIMIT_UPLOAD_MS + graceMs;
  const dead = { state: 'RECEIVING', changedAt: { lt: new Date(Date.now() - longestMs) } } as const;
  const { count } = await prisma.attachment.updateMany({
    where: { id, OR: [{ state: 'PENDING' }, dead] },
    data: { state: 'RECEIVING', changedAt: new Date() },
  });
  if (count === 0) throw new UploadRefused(409, 'This file was uploaded already, or is arriving.');
  return attachment;
}

/** Whether it was still arriving: it may have been swept, or its person erased. */
async function move({ database }: App, id: string, data: Partial<Attachment>): Promise<boolean> {
  const { count } = await database.prisma.attachment.updateMany({
    where: { id, state: 'RECEIVING' },
    data: { ...data, changedAt: new Date() },
  });
  return count > 0;
}

/** At most so many bytes ever touch the disk. */
async function download(body: Readable, path: string, announced: number, most: number): Promise<void> {
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(new UploadRefused(413, `A file may have ${most} bytes.`));
      else if (bytes > announced) done(otherSize(announced));
      else done(null, chunk);
    },
  });
  await pipeline(body, counting, createWriteStream(path));
  if (bytes !== announced) throw otherSize(announced);
}

const otherSize = (announced: number) =>
  new UploadRefused(400, `These are not the ${announced} bytes that were announced.`);

async function keep(app: App, { id, isVoice }: Attachment, path: string): Promise<Kept> {
  const found = await kindOfFile(path, { isVoice });
  if (found === undefined)
    throw new UploadRefused(415, 'Files of this kind are not taken: pictures, sound, films and PDF are.');
  const { kind, contentType } = found;
  if (kind !== 'IMAGE') {
    const { size: bytes } = await stat(path);
    await app.storage.put(originalKey(id), createReadStream(path), { contentType, bytes });
    return { kind, contentType, bytes, width: null, height: null };
  }
  const image = await redrawn(path, contentType);
  if (image === undefined) throw new UploadRefused(415, 'This picture is not whole, or too large.');
  const { bytes, preview, width, height } = image;
  await app.storage.put(originalKey(id), bytes, { contentType, bytes: bytes.length });
  await app.storage.put(previewKey(id), preview, { contentType: previewType, bytes: preview.length });
  return { kind, contentType, bytes: bytes.length, width, height };
}

export async function removeFiles({ storage }: Pick<App, 'storage'>, id: string): Promise<void> {
  await Promise.all([originalKey(id), previewKey(id)].map((key) => storage.remove(key)));
}
