import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import ipaddr from 'ipaddr.js';

/** Whether an address is one of the Internet at large, and not of this machine, its network, or a cloud's metadata. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in the clothes of an IPv6 one is what it is.
  return ipaddr.process(address).range() === 'unicast';
}

/** The code of the error when a name leads to somewhere else. */
export const notPublic = 'ENOTPUBLIC';

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * `lookup` of a connection that leads to public addresses alone: what was looked at is what is connected to, so a name
 * that changes its mind in between gains nothing. Literal addresses are not looked up: `isPublicAddress` is for them.
 */
export function publicLookup(hostname: string, options: LookupOptions, found: Found): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return found(error, []);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return found(Object.assign(new Error('Not a public address.'), { code: notPublic }), []);
    return options.all === true ? found(null, addresses) : found(null, first.address, first.family);
  });
}
