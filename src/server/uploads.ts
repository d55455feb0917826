import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { create as contentDisposition } from 'content-disposition';
import parseRange from 'range-parser';
import type { App } from '../app.js';
import { type Grant, uploadsPath } from '../attachments/links.js';
import { type ReadableFile, readableFile } from '../attachments/readable-file.js';
import { receiveUpload, UploadRefused } from '../attachments/receive-upload.js';
import { Refusal } from '../errors.js';
import type { Part } from '../storage/storage.js';
import { corsHeaders, mayCome } from './origin.js';

type Refuse = (status: number, message: string) => void;

/** `/uploads/…`: bytes go in by PUT and out by GET, each by a signed link that was given to one person. */
export async function handleUploads(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  refuse: Refuse,
): Promise<void> {
  for (const [name, value] of Object.entries(corsHeaders(app.config, request))) response.setHeader(name, value);
  if (request.method === 'OPTIONS') return void response.writeHead(204, preflight).end();
  if (!mayCome(app.config, request)) return refuse(403, 'Pages of this origin may not use this API.');
  const grant = app.links.open(path.slice(uploadsPath.length));
  const isUpload = grant?.purpose === 'UPLOAD';
  if (grant === undefined) return refuseUnread(request, response, () => refuse(404, noSuchFile));
  response.setHeader('allow', isUpload ? 'PUT' : 'GET, HEAD');
  if (isUpload && request.method === 'PUT') return receive(app, grant, request, response, refuse);
  if (!isUpload && (request.method === 'GET' || request.method === 'HEAD'))
    return serve(app, grant, request, response, refuse);
  return refuseUnread(request, response, () => refuse(405, 'This link is for something else.'));
}

const noSuchFile = 'There is no such file, or the link to it is over.';

const preflight = {
  'access-control-allow-methods': 'PUT, GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'content-type, range',
  'access-control-max-age': '86400',
};

async function receive(
  app: App,
  grant: Grant,
  request: IncomingMessage,
  response: ServerResponse,
  refuse: Refuse,
): Promise<void> {
  const most = app.config.limits.LIMIT_UPLOAD_BYTES;
  try {
    if (Number(request.headers['content-length'] ?? 0) > most)
      throw new UploadRefused(413, `A file may have ${most} bytes.`);
    const { kind, contentType, bytes } = await receiveUpload(app, grant, request);
    response.writeHead(201, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify({ kind, contentType, bytes })}\n`);
  } catch (error) {
    // Whoever went away in the midst of it hears nothing more.
    if (request.destroyed && !request.complete && !response.writable) return;
    if (error instanceof UploadRefused)
      return refuseUnread(request, response, () => refuse(error.status, error.message));
    if (error instanceof Refusal) return refuseUnread(request, response, () => refuse(429, error.message));
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE' || request.errored !== null) return;
    throw error;
  }
}

/** A body that nobody wants is not read to its end: the connection is closed behind the answer. */
function refuseUnread(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  if (!request.complete) response.setHeader('connection', 'close');
  answer();
}

async function serve(
  app: App,
  grant: Grant,
  request: IncomingMessage,
  response: ServerResponse,
  refuse: Refuse,
): Promise<void> {
  const file = await readableFile(app, grant);
  if (file === null) return refuse(404, noSuchFile);
  const part = partAsked(file, request);
  if (part === 'none') {
    response.setHeader('content-range', `bytes */${file.bytes}`);
    return refuse(416, 'The file has no such part.');
  }
  for (const [name, value] of Object.entries(headersOf(file, grant))) response.setHeader(name, value);
  const length = part === undefined ? file.bytes : part.end - part.start + 1;
  if (length !== null) response.setHeader('content-length', length);
  if (part !== undefined) response.setHeader('content-range', `bytes ${part.start}-${part.end}/${file.bytes}`);
  response.statusCode = part === undefined ? 200 : 206;
  if (request.method === 'HEAD') return void response.end();
  const bytes = await app.storage.read(file.key, part);
  await pipeline(bytes, response).catch((error: unknown) => {
    // Who has seen enough goes away.
    if (!response.destroyed) throw error;
  });
}

/** Undefined: all of it. */
function partAsked({ bytes }: ReadableFile, { headers, method }: IncomingMessage): Part | 'none' | undefined {
  // The bytes behind a link never change, so the condition of `if-range` holds for whoever has read any of it.
  if (bytes === null || headers.range === undefined || method !== 'GET') return undefined;
  const parts = parseRange(bytes, headers.range);
  if (parts === -1) return 'none';
  // Several at once would have to be packed together: the whole is an answer too.
  return parts === -2 || parts.type !== 'bytes' || parts.length !== 1 ? undefined : parts[0];
}

/** Nothing of it runs, whatever it is: not by itself, not in a frame, not as another type than the one that was found. */
const headersOf = ({ contentType, name, isShown, bytes }: ReadableFile, { expiresAt }: Grant) => ({
  'content-type': contentType,
  'content-disposition': contentDisposition(name, { type: isShown ? 'inline' : 'attachment' }),
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // A page of an allowed front end elsewhere shows pictures too: who has no link has nothing.
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': `private, max-age=${Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1_000))}, immutable`,
  ...(bytes !== null && { 'accept-ranges': 'bytes' }),
});
