import { isIP } from 'node:net';
import { z } from 'zod';

export const port = z.coerce.number().int().min(0).max(65_535);

export const flag = z.enum(['0', '1', 'false', 'true']).transform((text) => text === '1' || text === 'true');

export const url = (...schemes: string[]) =>
  z
    .url()
    .refine(
      (text) => schemes.includes(new URL(text).protocol.slice(0, -1)),
      `a URL that starts with ${schemes.join(':// or ')}://`,
    );

const items = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

export const networks = items.refine(
  (all) => all.every(isNetwork),
  'addresses or CIDR ranges, such as 10.0.0.0/8, comma-separated',
);

const anOrigin = 'an origin such as https://app.example.com: scheme, host and port, with nothing behind them';

/** Browsers send exactly this, and what is compared with it has to be the same text. */
export const origin = z.string().refine(isOrigin, anOrigin);

export const origins = items.refine((all) => all.every(isOrigin), `each ${anOrigin}`);

/** `ana@example.com` or `Ana <ana@example.com>`. */
export const mailbox = z
  .string()
  .refine(
    (text) =>
      z.email({ pattern: z.regexes.unicodeEmail }).safeParse(/^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text).success,
    'an address such as Frontdesk <no-reply@example.com>',
  );

export const contact = z
  .string()
  .refine((text) => /^mailto:[^@\s]+@[^@\s]+$/.test(text) || isWeb(text, ['https:']), 'a mailto: or https: address');

export const storage = z.string().refine(isStorage, '`file:`, a file: URL, or s3://bucket?region=…&endpoint=…');

const isWeb = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

function isOrigin(text: string): boolean {
  return isWeb(text, ['http:', 'https:']) && new URL(text).origin === text;
}

function isStorage(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'file:' || (protocol === 's3:' && hostname !== '');
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  const widest = family === 6 ? 128 : 32;
  return (
    family !== 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest))
  );
}
