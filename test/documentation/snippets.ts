import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A piece of code that a page shows. */
export interface Snippet {
  readonly page: string;
  /** The heading that it stands under, without its signs. */
  readonly heading: string;
  /** What the fence says: `sh`, `graphql` … */
  readonly language: string;
  /** Which of its language under that heading, from 1. */
  readonly number: number;
  readonly code: string;
}

const root = join(import.meta.dirname, '../..');

/** What people read: every page of it, by its path. */
export const pages: readonly string[] = [
  'README.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

export function snippetsOf(page: string): Snippet[] {
  const found: Snippet[] = [];
  let heading = '';
  let open: { indent: string; language: string; lines: string[] } | undefined;
  for (const line of textOf(page).split('\n')) {
    const fence = /^( *)```(\S*)$/.exec(line);
    if (open !== undefined && fence !== null && fence[1] === open.indent) {
      const { language, lines } = open;
      const number = found.filter((other) => other.heading === heading && other.language === language).length + 1;
      found.push({ page, heading, language, number, code: `${lines.join('\n')}\n` });
      open = undefined;
    } else if (open !== undefined) open.lines.push(line.slice(open.indent.length));
    else if (fence !== null) open = { indent: fence[1] ?? '', language: fence[2] ?? '', lines: [] };
    else heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
  }
  if (open !== undefined) throw new Error(`${page}: a fence under "${heading}" does not end.`);
  return found;
}

/**
 * The code that stands there. Whatever a page shows is asked for by a test, in these words: `every-snippet.test.ts` looks for
 * them, so the arguments are written out.
 */
export function snippet(page: string, heading: string, language: string, number = 1): string {
  const found = snippetsOf(page).find(
    (each) => each.heading === heading && each.language === language && each.number === number,
  );
  if (found === undefined) throw new Error(`${page} has no ${language} ${number} under "${heading}".`);
  return found.code;
}
