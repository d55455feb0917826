import { z } from 'zod';

/** Characters that turn the direction of writing: `invoice\u202Efdp.exe` reads `invoiceexe.pdf`. */
const misleading = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

export const uploadRules = z.object({
  name: z
    .string()
    // Some clients send the path.
    .transform((text) => (text.split(/[/\\]/).at(-1) ?? '').trim())
    .pipe(
      z
        .string()
        .min(1, 'A name has 1 to 200 characters.')
        .max(200, 'A name has 1 to 200 characters.')
        .refine((text) => !misleading.test(text), 'It holds a character that is not allowed.'),
    ),
  bytes: z.int().min(1, 'The file is empty.'),
  durationMs: z.int().min(1, 'At least a millisecond.').max(3_600_000, 'At most an hour.').nullish(),
});

/** How many somebody may have on their way: neither sent nor swept. */
export const mostUnsent = 20;
export const mostOfMessage = 10;
