import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;

async function importsBelow(folder: string): Promise<Array<{ file: string; from: string }>> {
  const entries = await readdir(join(root, folder), { recursive: true });
  const files = entries.filter((name) => /\.tsx?$/.test(name));
  const found = await Promise.all(
    files.map(async (name) => {
      const file = join(root, folder, name);
      const text = await readFile(file, 'utf8');
      const specifiers = [...text.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(([, from]) => from ?? '');
      return specifiers.map((from) => ({ file, from }));
    }),
  );
  return found.flat();
}

const leaves = (folder: string) => (one: { file: string; from: string }) =>
  one.from.startsWith('.') && !resolve(dirname(one.file), one.from).startsWith(join(root, folder));

it('C1, C2: the console imports nothing of ours but frontdesk/client and frontdesk/react', async () => {
  const imports = await importsBelow('web/src');
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter(leaves('web/'))).toEqual([]);
  const ours = new Set(imports.map(({ from }) => from).filter((from) => from.startsWith('frontdesk')));
  expect([...ours].sort()).toEqual(['frontdesk/client', 'frontdesk/react']);
});

it('C2: frontdesk/react is made of the client, react and urql', async () => {
  const imports = await importsBelow('src/client/react');
  expect(imports.filter(leaves('src/client/'))).toEqual([]);
  const packages = new Set(imports.map(({ from }) => from).filter((from) => !from.startsWith('.')));
  expect([...packages].sort()).toEqual(['react', 'urql']);
});
