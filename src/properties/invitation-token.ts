import { createHash, hkdfSync } from 'node:crypto';

export const invitationDays = 7;

/**
 * The secret of an invitation's link. Made from its id and the server's secret, and stored nowhere, so that a repeated
 * `inviteMember` can answer it again: the first answer may be just what was lost.
 */
export function invitationToken(secret: string, invitationId: string): string {
  const key = hkdfSync('sha256', secret, invitationId, 'frontdesk invitation', 32);
  return `fdi_${Buffer.from(key).toString('base64url')}`;
}

/** What the database keeps of it. */
export function invitationHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
