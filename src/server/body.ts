import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {}

/** The whole body, or `BodyTooLarge` as soon as it is known to be: nothing beyond the limit is kept. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
