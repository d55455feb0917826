import type { IncomingMessage } from 'node:http';

/** A token that is far too long is still a token, which is refused by 401: so much is read of headers at all. */
export const readHeaderBytes = 131_072;

const limit = 16_384;

export interface HeadersRefused {
  readonly status: 400 | 431;
  readonly message: string;
}

/**
 * Why a request is not looked at any further, whether it is answered or becomes a WebSocket: another server in front of
 * this one might have read its address differently, or its headers are too long. Undefined for all others.
 */
export function headersRefused(request: IncomingMessage): HeadersRefused | undefined {
  if (!isAddressed(request)) return { status: 400, message: 'The Host of this request is not the name of one host.' };
  if (headerBytes(request) > limit) return { status: 431, message: 'The headers are too long.' };
  return undefined;
}

/** Whether one Host and the path make the URL that everything behind this reads. */
function isAddressed({ url, headers: { host = 'localhost' }, rawHeaders }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host');
  return hosts.length <= 1 && !/[/?#@\\]/.test(host) && URL.canParse(`http://${host}${url}`);
}

/** As they came, without the one that holds the token. */
function headerBytes({ url = '', rawHeaders }: IncomingMessage): number {
  const separators = ': \r\n'.length;
  let bytes = url.length;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() !== 'authorization')
      bytes += (rawHeaders[at]?.length ?? 0) + (rawHeaders[at + 1]?.length ?? 0) + separators;
  return bytes;
}
