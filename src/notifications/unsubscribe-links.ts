import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { NotificationType } from '../generated/prisma/enums.js';
import type { TextKey } from './catalog/catalog.js';

/** Whose mail about what is not wanted any more. */
export interface Unsubscription {
  readonly userId: string;
  readonly type: NotificationType;
}

export const unsubscribePath = '/unsubscribe/';

const tagBytes = 16;
const types = Object.values(NotificationType);

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'frontdesk unsubscribe', 32));
const tagOf = (secret: string, plain: string) =>
  createHmac('sha256', keyOf(secret)).update(plain).digest().subarray(0, tagBytes);

/** A path that works for ever: mail is kept for years. It can do nothing but this. */
export function unsubscribePathOf(secret: string, { userId, type }: Unsubscription): string {
  const plain = `${userId} ${type}`;
  return `${unsubscribePath}${Buffer.concat([tagOf(secret, plain), Buffer.from(plain)]).toString('base64url')}`;
}

/** Undefined for what was not made here, or was changed. */
export function openUnsubscribe(secret: string, token: string): Unsubscription | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= tagBytes || bytes.length > 100 || bytes.toString('base64url') !== token) return undefined;
  const plain = bytes.subarray(tagBytes).toString();
  if (!timingSafeEqual(bytes.subarray(0, tagBytes), tagOf(secret, plain))) return undefined;
  const [userId = '', name] = plain.split(' ');
  const type = types.find((known) => known === name);
  return type === undefined ? undefined : { userId, type };
}

/** The safety of an account, and what was asked for by somebody else: not mail that one has subscribed to. */
const always: ReadonlySet<TextKey> = new Set(['account.passwordChanged', 'account.sessionStolen', 'member.invited']);

export const canUnsubscribe = (text: TextKey): boolean => !always.has(text);
