import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { RequestInfo } from '../context.js';
import { randomId } from '../random-id.js';

export interface RequestReader {
  read(request: IncomingMessage, transport: RequestInfo['transport']): RequestInfo;
}

/** `trusted`: addresses and CIDR ranges of proxies. What they say about a client is believed, what others say is not. */
export function createRequestReader(trusted: readonly string[]): RequestReader {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return {
    read(request, transport) {
      const peer = plain(request.socket.remoteAddress ?? '');
      const fromProxy = isTrusted(peer);
      return {
        id: (fromProxy && wellFormedId(request.headers['x-request-id'])) || randomId(),
        address: fromProxy ? clientBehind(peer, request.headers['x-forwarded-for'], isTrusted) : peer,
        userAgent: request.headers['user-agent']?.slice(0, 500) ?? '',
        transport,
      };
    },
  };
}

/** From right to left, each proxy vouches for the one before it: the first that is no proxy of ours is the client. */
function clientBehind(
  peer: string,
  header: string | string[] | undefined,
  isTrusted: (address: string) => boolean,
): string {
  const hops = [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((hop) => plain(hop.trim()));
  let client = peer;
  for (const hop of hops.toReversed()) {
    if (isIP(hop) === 0) break;
    client = hop;
    if (!isTrusted(hop)) break;
  }
  return client;
}

/** IPv4 as itself, also where the socket listens on both. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');

function wellFormedId(id: string | string[] | undefined): string | undefined {
  return typeof id === 'string' && /^[\w-]{8,64}$/.test(id) ? id : undefined;
}
