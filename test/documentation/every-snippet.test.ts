import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pages, snippetsOf } from './snippets.js';

const key = (page: string, heading: string, language: string, number: number) =>
  `${page} › ${heading} › ${language} ${number}`;

const shown = pages
  .flatMap(snippetsOf)
  // A drawing.
  .filter(({ language }) => language !== 'text')
  .map(({ page, heading, language, number }) => key(page, heading, language, number));

const tests = join(import.meta.dirname, '..');
const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.test.ts') && !file.includes('node_modules'),
);

/** Those that a test asks for, wherever it stands. */
const asked = files.flatMap((file) => {
  const calls = readFileSync(join(tests, file), 'utf8').matchAll(
    /\bsnippet\(\s*'([^']+)',\s*'([^']+)',\s*'([^']*)'(?:,\s*(\d+))?,?\s*\)/g,
  );
  return [...calls].map(([, page = '', heading = '', language = '', number = '1']) =>
    key(page, heading, language, Number(number)),
  );
});

it('every snippet of the pages is run by a test', () => {
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((each) => !asked.includes(each))).toEqual([]);
});

it('no test asks for a snippet that there is not', () => {
  expect(asked.filter((each) => !shown.includes(each))).toEqual([]);
});
