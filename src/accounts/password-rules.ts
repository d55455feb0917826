import { Refusal } from '../errors.js';
import { commonPasswords } from './common-passwords.js';

export const shortestPassword = 10;
export const longestPassword = 128;

/** Throws PASSWORD_TOO_WEAK. Length is what counts: no rule asks for digits or signs. */
export function refuseWeakPassword(password: string, email: string | null, field: string): void {
  const length = [...password].length;
  const refuse = (message: string) => new Refusal('PASSWORD_TOO_WEAK', { field, message });
  if (length < shortestPassword || length > longestPassword)
    throw refuse(`A password has ${shortestPassword} to ${longestPassword} characters.`);
  if (/[\p{Cs}\0]/u.test(password)) throw refuse('A password is made of characters.');
  const plain = password.normalize('NFKC').toLowerCase();
  if (commonPasswords.has(plain) || new Set(plain).size < 4)
    throw refuse('This password is among the first that people try. Choose another.');
  if (email !== null && plain.includes(email)) throw refuse('A password must not contain the e-mail address.');
}
