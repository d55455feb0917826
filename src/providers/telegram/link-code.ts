import { createHash, hkdfSync } from 'node:crypto';

export const linkMinutes = 15;

/**
 * What the bot is told to link a chat. Made from the id of the link and the server's secret, and stored nowhere, so that
 * a repeated `createTelegramLink` can answer it again. Telegram takes up to 64 letters, digits, `_` and `-`.
 */
export function linkCode(secret: string, linkId: string): string {
  return Buffer.from(hkdfSync('sha256', secret, linkId, 'frontdesk telegram link', 24)).toString('base64url');
}

/** What the database keeps of it. */
export function linkCodeHash(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(code).digest());
}
