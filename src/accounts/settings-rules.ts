import { z } from 'zod';

/** A language tag in its canonical spelling: `en`, `ko`, `pt-BR`. */
export const locale = z
  .string()
  .max(35)
  .transform((tag, issues) => {
    try {
      const canonical = Intl.getCanonicalLocales(tag)[0];
      if (canonical !== undefined) return canonical;
    } catch {
      // Not well-formed: refused below.
    }
    issues.addIssue({ code: 'custom', message: 'A language tag is expected, such as “en” or “pt-BR”.' });
    return z.NEVER;
  });

/** A time zone by its IANA name: an offset would be wrong half of the year. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'The name of a time zone is expected, such as “Europe/Paris”.');

function isTimeZone(name: string): boolean {
  if (!/^[A-Z]\w*(?:[/+-]\w+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
