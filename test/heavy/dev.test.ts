import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { checkAddress } from '../../src/process/check-address.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/postgresql-server.js';
import { preparedDirectory } from '../support/program.js';
import { startInShell } from './documentation/shell-program.js';
import { workingCopy } from './documentation/working-copy.js';

const patienceMs = 60_000;

/** What is generated comes along: fresh-clone.test.ts makes it anew. */
async function withGenerated(copy: string): Promise<void> {
  await cp('src/generated', join(copy, 'src/generated'), { recursive: true });
  await mkdir(join(copy, 'dist'));
  await cp('dist/.stamps', join(copy, 'dist/.stamps'), { recursive: true });
}

async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

/** What the pages of the console are told by Vite, once they have loaded `module`. */
async function toldByVite(address: string, module: string): Promise<string[]> {
  const told: string[] = [];
  const page = new WebSocket(address.replace('http', 'ws'), 'vite-hmr');
  page.on('message', (data) => told.push(`${data}`));
  await eventually(() => expect(told).toEqual(['{"type":"connected"}']), patienceMs);
  expect((await fetch(new URL(module, address))).status).toBe(200);
  return told;
}

it('npm run dev serves what was changed, says what is broken until it is mended, and leaves nothing behind', async () => {
  using copy = workingCopy();
  await withGenerated(copy.path);
  await using data = await preparedDirectory();
  const port = await freePort();
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: data.path, HOST: '127.0.0.1', DEMO: '0' };
  await using dev = startInShell('npm run dev', { cwd: copy.path, env: { ...env, PORT: `${port}` } });

  const consoleAt = () => /The console that reloads: (http\S+)/.exec(dev.output())?.[1] ?? '';
  await eventually(() => expect(consoleAt()).not.toBe(''), patienceMs);
  const told = await toldByVite(consoleAt(), 'src/main.tsx');
  // As the console asks: through Vite.
  const health = () => fetch(new URL('/healthz', consoleAt())).then((answer) => answer.text());
  const source = join(copy.path, 'src/server/router.ts');
  await eventually(async () => expect(await health()).toContain('"alive"'), patienceMs);

  await change(source, "{ status: 'alive' }", "{ status: 'changed' }");
  await eventually(async () => expect(await health()).toContain('"changed"'), patienceMs);

  told.length = 0;
  await change(join(copy.path, 'web/src/main.tsx'), 'The page has no place', 'This page has no place');
  await eventually(() => expect(told.join()).toContain('"type":"full-reload"'), patienceMs);
  expect(await (await fetch(new URL('src/main.tsx', consoleAt()))).text()).toContain('This page has no place');

  const before = dev.output().length;
  const since = () => dev.output().slice(before);
  await change(source, "{ status: 'changed' }", "{ status: 'changed'");
  await eventually(() => expect(since()).toContain('it starts again when one of its sources changes'), patienceMs);
  expect(since()).toMatch(/src\/server\/router\.ts:\d+:\d+: ERROR/);
  await expect(checkAddress('127.0.0.1', port)).resolves.toBeUndefined();
  await change(source, "{ status: 'changed'", "{ status: 'mended' }");
  await eventually(async () => expect(await health()).toContain('"mended"'), patienceMs);

  // Answers when nobody has its output open any more.
  expect(await dev.interrupt()).toBe(0);
  expect(since()).toContain('Stopping: running requests may end.');
  expect(since()).not.toMatch(/topped at once/);
  for (const [host, taken] of [
    ['127.0.0.1', port],
    ['localhost', Number(new URL(consoleAt()).port)],
  ] as const)
    await expect(checkAddress(host, taken)).resolves.toBeUndefined();
}, 300_000);
