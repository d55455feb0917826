import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventTriggered } from '../../src/broadcasts/events.js';
import type { Property } from '../../src/generated/prisma/client.js';
import { system } from '../../src/realtime/event.js';
import { Link } from '../faults/link.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
let directory: string;
let property: Property;
let token: string;

beforeAll(async () => {
  running = await startApp();
  // Inside of the packages, so that the examples find them.
  directory = await mkdtemp(join(import.meta.dirname, '../../node_modules/.examples-'));
});
beforeEach(async () => {
  property = await aProperty(running.app);
  token = await signedIn(running.app, (await aMember(running.app, property, 'STAFF')).user);
});
afterAll(async () => {
  await running.close();
  await rm(directory, { recursive: true, force: true });
});

/** The programs of docs/subscriptions.md, by the headings that they stand under. */
async function examples(): Promise<Map<string, string>> {
  const text = await readFile(join(import.meta.dirname, '../../docs/subscriptions.md'), 'utf8');
  const found = text.matchAll(/^## (?<heading>.+)$[^#]*?^```js\n(?<code>[\s\S]*?)^```$/gm);
  return new Map([...found].map(({ groups }) => [groups?.heading ?? '', groups?.code ?? '']));
}

const happened = (name: string) =>
  running.app.realtime.appendAlone(eventTriggered(system, { name, data: null }, [`property:${property.id}`]));

const ids = async () => (await running.app.realtime.log.read(`property:${property.id}`, 0, 1_000)).map(({ id }) => id);

it('every example is found', async () => {
  expect([...(await examples()).keys()]).toEqual([
    'With `frontdesk/client`',
    'With `graphql-ws`',
    'With urql',
    'Over SSE',
  ]);
});

it.each(['With `frontdesk/client`', 'With `graphql-ws`', 'With urql', 'Over SSE'])(
  'F9: %s, as documented: everything once and in order, however often the connection is cut',
  async (heading) => {
    const code = (await examples()).get(heading) ?? '';
    const client = join(import.meta.dirname, '../../src/client/index.ts');
    const file = join(directory, `${heading.replaceAll(/\W/g, '')}.mjs`);
    await writeFile(file, code.replace("'frontdesk/client'", JSON.stringify(client)));
    const link = await Link.open([Number(new URL(running.url).port)], 1);
    const program = spawn(process.execPath, ['--import', 'tsx', file], {
      env: { ...process.env, URL: link.url, TOKEN: token, ID: globalId('Property', property.id) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const lines = linesOf(program);
      const printed = () => lines().map((line) => line.replace('EventTriggered ', ''));
      // Until it listens, nothing that happens is for it: the first that it prints is where it began.
      await eventually(async () => {
        await happened('are you there?');
        expect(printed().length).toBeGreaterThan(0);
      }, 30_000);
      for (let round = 0; round < 3; round++) {
        link.cut(1);
        for (const name of ['missed', 'missed too', 'and this']) await happened(name);
        await eventually(async () => expect(printed().at(-1)).toBe((await ids()).at(-1)), 30_000);
      }
      const all = await ids();
      expect(printed()).toEqual(all.slice(all.indexOf(printed()[0] ?? '')));
    } finally {
      program.kill('SIGKILL');
      await link.close();
    }
  },
  120_000,
);

function linesOf(program: ChildProcess): () => string[] {
  let text = '';
  program.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  return () => text.split('\n').slice(0, -1);
}
