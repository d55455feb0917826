import type { IncomingMessage } from 'node:http';

/** A token that is far too long is still a token, which is refused by 401: so much is read of headers at all. */
export const readHeaderBytes = 131_072;

const limit = 16_384;

/** Whether the headers are longer than may be, without the one that holds the token. */
export function headersTooLarge({ url = '', rawHeaders }: IncomingMessage): boolean {
  let bytes = url.length;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() !== 'authorization')
      bytes += (rawHeaders[at]?.length ?? 0) + (rawHeaders[at + 1]?.length ?? 0);
  return bytes > limit;
}
