import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { pages, textOf } from './snippets.js';

/** As GitHub makes them of headings. */
const anchorsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const links = pages.flatMap((page) =>
  [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) =>
    /^[a-z]+:/.test(target) ? [] : [[page, target] as const],
  ),
);

it.each(links)('%s leads to %s', (page, target) => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  expect(existsSync(file), file).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
});

it('the README leads to every page', () => {
  const named = links.filter(([page]) => page === 'README.md').map(([, target]) => target.split('#')[0]);
  expect(pages.filter((page) => page !== 'README.md' && !named.includes(page))).toEqual([]);
});

it('the README has every folder of the sources and of the tests', () => {
  const folders = (directory: string) =>
    readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'generated' && !entry.name.startsWith('.'))
      .map(({ name }) => name);
  const sources = folders('src');
  const readme = textOf('README.md');
  expect(sources.filter((name) => !readme.includes(`\`src/${name}\``))).toEqual([]);
  const others = folders('test').filter((name) => !sources.includes(name) && !readme.includes(`\`${name}\``));
  // What stands beside a source that is no folder: the console, the rates of `limits.ts`.
  expect(others).toEqual(['console']);
});

it('the README gives the reason of every package that is installed with it', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const rows = [
    ...(textOf('README.md')
      .split('## What it is built with')[1]
      ?.matchAll(/^\| (`@?[^|]+`) \| \S/gm) ?? []),
  ];
  const named = rows.flatMap(([, cell = '']) => cell.split(', ').map((name) => name.slice(1, -1)));
  expect(named.sort()).toEqual(Object.keys(dependencies).sort());
});
