import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** Endpoints come from users: they may name any server. Names are looked at when they are connected to. */
export function isPushEndpoint(text: string, anywhere: boolean): boolean {
  if (text.length > 2_000 || !URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (anywhere) return protocol === 'https:' || protocol === 'http:';
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (protocol !== 'https:' || port !== '') return false;
  return isIP(address) === 0 ? address.includes('.') : isPublicAddress(address);
}
