import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file as a page shows it: its first line says where it goes. */
export function addFile(root: string, code: string): void {
  const [, path] = /^\/\/ (\S+)\n/.exec(code) ?? [];
  if (path === undefined) throw new Error(`This does not say which file it is:\n${code}`);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), code.slice(code.indexOf('\n') + 1));
}

/** A change as a page shows it: lines that are there (and are there once, together), and what comes and goes between them. */
export function changeFile(root: string, change: string): void {
  const [first = '', ...lines] = change.trimEnd().split('\n');
  const path = join(root, /^--- (\S+)$/.exec(first)?.[1] ?? 'no file is named');
  let text = readFileSync(path, 'utf8');
  for (const hunk of lines.join('\n').split('\n@@\n')) {
    const side = (sign: string) =>
      hunk
        .split('\n')
        .filter((line) => !line.startsWith(sign))
        .map((line) => line.slice(1))
        .join('\n');
    const [before, after] = [side('+'), side('-')];
    if (text.split(before).length !== 2) throw new Error(`${first} has not just once:\n${before}`);
    text = text.replace(before, () => after);
  }
  writeFileSync(path, text);
}
