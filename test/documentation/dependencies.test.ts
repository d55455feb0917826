import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { textOf } from './snippets.js';

interface Locked {
  version?: string;
  dev?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

/** All versions of a package that are shipped, the lowest first. */
const shipped = (name: string): string[] => {
  const versions = Object.entries(packages)
    .filter(([path, { dev }]) => dev !== true && path.split('node_modules/').at(-1) === name)
    .flatMap(([, { version }]) => version ?? []);
  return [...new Set(versions)].sort(byVersion);
};

const page = textOf('docs/dependencies.md');
const rows = [...page.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm)].map(
  ([, name = '', here = '', what = '', fixed = '']) => ({ name, here, what, fixed: fixed.trim() }),
);

it('the list of known holes is one, and says when it was made', () => {
  expect(rows.length).toBe(page.split('\n').filter((line) => line.startsWith('| `')).length);
  expect(rows.length).toBeGreaterThan(15);
  expect(page).toMatch(/looked at last on \d{4}-\d\d-\d\d\b/);
});

it.each(rows)('$name is looked at in the version that is shipped: $here', ({ name, here }) => {
  expect(here.trim().split(', ')).toEqual(shipped(name));
});

it.each(rows)('of $name, nothing is shipped that has the hole which $fixed has no more: $what', ({ name, fixed }) => {
  expect(shipped(name).filter((version) => byVersion(version, fixed) < 0)).toEqual([]);
});

it('what is not found out is of the version that is shipped, too', () => {
  const [, name = '', version = ''] = /^Not found out: `([^`]+)` (\S+)\. /m.exec(page) ?? [];
  expect([version]).toEqual(shipped(name));
});

it('whoever asks in vain for an audit is led there', () => {
  expect(readFileSync('.ci/audit.mjs', 'utf8')).toContain('docs/dependencies.md');
  expect(textOf('SECURITY.md')).toContain('(docs/dependencies.md)');
});

function byVersion(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  const place = (left ?? []).findIndex((number, index) => number !== right?.[index]);
  return place === -1 ? 0 : (left?.[place] ?? 0) - (right?.[place] ?? 0);
}
