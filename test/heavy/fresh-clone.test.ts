import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inShell } from '../documentation/shell.js';
import { snippet, textOf } from '../documentation/snippets.js';
import { eventually } from '../support/eventually.js';
import { freePort, startPostgresql } from '../support/postgresql-server.js';
import { postgresqlPrograms, redisIsInstalled } from '../support/programs.js';
import { startRedis } from '../support/redis-server.js';
import { startInShell } from './documentation/shell-program.js';
import { workingCopy } from './documentation/working-copy.js';

const possible = postgresqlPrograms() !== undefined && redisIsInstalled();

/** What `.ci/run` does word for word, and `workingCopy` has done here. */
const afterInstall = (code: string) => {
  expect(code.startsWith('npm ci && ')).toBe(true);
  return code.replace('npm ci && ', '');
};

describe('the README, followed on a fresh clone', () => {
  let copy: ReturnType<typeof workingCopy>;
  const env = (more: Record<string, string>) => ({ PATH: process.env.PATH, HOME: process.env.HOME, ...more });
  beforeAll(() => {
    copy = workingCopy();
  }, 300_000);
  afterAll(() => copy[Symbol.dispose]());

  it('one command starts it, it says where everything is, and the example does something', async () => {
    const port = await freePort();
    const here = (text: string) => text.replaceAll('localhost:4000', `localhost:${port}`);
    const start = afterInstall(snippet('README.md', 'Frontdesk', 'sh'));
    await using program = startInShell(start, { cwd: copy.path, env: env({ PORT: String(port) }) });
    await eventually(() => expect(program.output()).toContain('Ctrl-C stops it.'), 500_000);
    expect(program.output()).toContain('owner@riverside-hotel.example');
    expect(program.output()).toContain('Password “frontdesk”');

    const addresses = new Set(
      [...textOf('README.md').matchAll(/http:\/\/localhost:4000\/[^>\s'"`]*/g)].map(([url]) => url),
    );
    expect(addresses.size).toBeGreaterThan(4);
    for (const address of addresses) {
      const answer = await fetch(here(address), { headers: { accept: 'text/html,*/*' } });
      expect([address, answer.status]).toEqual([address, 200]);
    }

    const example = snippet('README.md', 'Fifteen lines that do something', 'js');
    expect(example.split('\n').length).toBeLessThan(18);
    writeFileSync(join(copy.path, 'example.mjs'), here(example));
    const printed = await inShell('node example.mjs', { cwd: copy.path });
    expect(printed).toMatch(/slug: 'harbour-\d+'/);
    expect(printed).toContain('Harbour House');
    expect(printed).toContain("name: 'Ana'");
    expect(await program.interrupt()).toBe(0);
  });

  // In CI it fails instead: there, everything is installed.
  it.skipIf(!possible && process.env.CI !== 'true')(
    'its lines for more than one process make a node of production, and the first super admin',
    async () => {
      const postgresql = await startPostgresql();
      const redis = await startRedis();
      try {
        const port = await freePort();
        const settings = {
          PUBLIC_URL: 'https://desk.example',
          AUTH_SECRET: 'the same on every node, 32 characters or more',
          DATABASE_URL: postgresql.url,
          REDIS_URL: redis.url,
        };
        const [build = '', start = '', ...more] = afterInstall(snippet('README.md', 'More than one process', 'sh'))
          .trim()
          .split('\n');
        expect(more).toEqual([]);
        await inShell(build, { cwd: copy.path });
        const filled = start
          .replace('https://…', '…')
          .replaceAll(/(\w+)=…/g, (_, name: keyof typeof settings) => `${name}='${settings[name]}'`);
        expect(filled).not.toContain('…');
        await using program = startInShell(filled, { cwd: copy.path, env: env({ PORT: String(port) }) });
        await eventually(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), 60_000);

        const seed = snippet('README.md', 'More than one process', 'sh', 2).trim();
        await inShell(`printf 'nine slow clouds\n' | ${seed}`, {
          cwd: copy.path,
          env: { ...settings, NODE_ENV: 'production' },
        });
        const query =
          'mutation { signIn(input: { email: "ana@example.com", password: "nine slow clouds" }) { viewer { role } } }';
        const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        });
        expect((await answer.json()).data.signIn.viewer.role).toBe('SUPER_ADMIN');
        await program.interrupt();
      } finally {
        await redis.close();
        await postgresql.close();
      }
    },
    600_000,
  );
});
