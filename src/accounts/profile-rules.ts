import { z } from 'zod';

/** A name that can be shown in one line: trimmed, 1 to 100 characters, none of them invisible controls. */
export const personName = z
  .string()
  .transform((name) => name.normalize('NFC').trim())
  .refine((name) => name.length > 0 && [...name].length <= 100, 'A name has 1 to 100 characters.')
  .refine((name) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(name), 'A name is one line of text.');
