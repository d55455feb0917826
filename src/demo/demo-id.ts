import { createHash } from 'node:crypto';

/** The same id for the same name, on every machine: a version 8 UUID. */
export function demoId(name: string): string {
  const hex = createHash('sha256').update(`frontdesk demo ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
