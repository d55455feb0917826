import { randomInt } from 'node:crypto';

/** Without letters and digits that look or sound like another. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What people say on the phone: `K7QM-42XD`. Too many to guess, and nothing is found by it that one may not see. */
export function newBookingCode(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** As it is kept, however somebody typed it. */
export function normalBookingCode(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
