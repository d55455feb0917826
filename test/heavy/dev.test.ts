import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../support/postgresql-server.js';
import { temporaryDirectory } from '../support/program.js';

const sources = ['src', 'web', 'tools', 'prisma', 'package.json', 'package-lock.json', 'tsconfig.json'];
const alsoSources = [
  'tsconfig.build.json',
  'build.ts',
  'codegen.ts',
  'prisma.config.ts',
  'schema.graphql',
  'README.md',
];

/** The project as somebody works on it, elsewhere: what is changed there is nobody’s. */
async function aCopy(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const name of [...sources, ...alsoSources]) await cp(name, join(directory, name), { recursive: true });
  await symlink(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'));
}

async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

/** Hears what the page of the console is told by Vite. */
async function pageOf(console: string): Promise<string[]> {
  const client = await (await fetch(`${console}@vite/client`)).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? '';
  const socket = new WebSocket(`${console.replace('http', 'ws')}?token=${token}`, 'vite-hmr');
  const told: string[] = [];
  socket.on('message', (data) => told.push(String(data)));
  await expect.poll(() => told.length, { timeout: 60_000 }).toBeGreaterThan(0);
  // Vite watches what a page has asked for.
  await fetch(`${console}src/main.tsx`);
  return told;
}

it('npm run dev: the server starts again with its changed source, and the page of the console is told of its own', async () => {
  await using directory = await temporaryDirectory();
  const project = join(directory.path, 'project');
  await aCopy(project);
  const port = await freePort();
  const child = spawn('npm', ['run', 'dev'], {
    cwd: project,
    env: { PATH: process.env.PATH ?? '', HOME: directory.path, PORT: `${port}`, DEMO: '0', HOST: '127.0.0.1' },
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    const console = () => /The console that reloads: (http\S+)/.exec(output)?.[1];
    await expect.poll(console, { timeout: 300_000 }).toBeDefined();
    const told = await pageOf(String(console()));
    const healthz = async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.text();
    await expect.poll(healthz, { timeout: 300_000 }).toContain('"alive"');

    await change(join(project, 'src/server/router.ts'), "{ status: 'alive' }", "{ status: 'changed' }");
    await expect.poll(healthz, { timeout: 300_000 }).toContain('"changed"');

    const before = told.length;
    await change(join(project, 'web/src/main.tsx'), 'import', '// Changed.\nimport');
    await expect.poll(() => told.slice(before).join(), { timeout: 60_000 }).toMatch(/"type":"(update|full-reload)"/);
  } finally {
    const ended = new Promise((resolve) => child.once('close', resolve));
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
  expect(output).not.toMatch(/^\s+at /m);
});
