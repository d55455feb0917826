import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
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
import { snippet, textOf } from './snippets.js';

const page = 'docs/subscriptions.md';

const programs = {
  'With `frontdesk/client`': snippet('docs/subscriptions.md', 'With `frontdesk/client`', 'js'),
  'With `graphql-ws`': snippet('docs/subscriptions.md', 'With `graphql-ws`', 'js'),
  'With urql': snippet('docs/subscriptions.md', 'With urql', 'js'),
  'With Apollo Client': snippet('docs/subscriptions.md', 'With Apollo Client', 'js'),
  'Over SSE': snippet('docs/subscriptions.md', 'Over SSE', 'js'),
  'With curl': snippet('docs/subscriptions.md', 'With curl', 'bash'),
};
const names = Object.keys(programs) as Array<keyof typeof programs>;

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

const happened = (name: string) =>
  running.app.realtime.appendAlone(eventTriggered(system, { name, data: null }, [`property:${property.id}`]));

const ids = async () => (await running.app.realtime.log.read(`property:${property.id}`, 0, 1_000)).map(({ id }) => id);

it.each(names)(
  'F9: %s, as documented: everything once and in order, however often the connection is cut',
  async (name) => {
    const link = await Link.open([Number(new URL(running.url).port)], 1);
    const program = await start(name, { URL: link.url, TOKEN: token, ID: globalId('Property', property.id) });
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
        for (const missed of ['missed', 'missed too', 'and this']) await happened(missed);
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

async function start(name: keyof typeof programs, settings: Record<string, string>): Promise<ChildProcess> {
  const options = { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'inherit'] as const };
  const isShell = name === 'With curl';
  const file = join(directory, `${name.replaceAll(/\W/g, '')}.${isShell ? 'sh' : 'mjs'}`);
  const client = join(import.meta.dirname, '../../src/client/index.ts');
  await writeFile(file, programs[name].replace("'frontdesk/client'", JSON.stringify(client)));
  if (isShell) return spawn('bash', [file], { ...options, stdio: [...options.stdio] });
  return spawn(process.execPath, ['--import', 'tsx', file], { ...options, stdio: [...options.stdio] });
}

function linesOf(program: ChildProcess): () => string[] {
  let text = '';
  program.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  return () => text.split('\n').slice(0, -1);
}

it.each(['With `graphql-ws`', 'With urql', 'With Apollo Client'] as const)(
  '%s: what the page installs is what the program needs, and is tried here in one version',
  async (name) => {
    const section = textOf(page).split(`## ${name}\n`)[1]?.split('\n## ')[0] ?? '';
    const installed = /`npm install ([^`]+)`/.exec(section)?.[1]?.split(' ') ?? [];
    const imported = [...programs[name].matchAll(/from '([^']+)'/g)].map(([, path = '']) => path);
    const packages = imported.filter((path) => !isBuiltin(path)).map((path) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
    expect(installed).toEqual(expect.arrayContaining(packages));
    const ours = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'));
    for (const each of installed) expect({ ...ours.dependencies, ...ours.devDependencies }).toHaveProperty([each]);
  },
);
