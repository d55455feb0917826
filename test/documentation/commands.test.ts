import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { tryProgram } from '../../tools/run-program.js';
import { pages, textOf } from './snippets.js';

/** Who runs a command of the pages: a file, and what it says of it there. */
type Runner = { by: string; says: string } | { never: string };

const ci = (says: string): Runner => ({ by: '.ci/run', says });

/** With fewer of everything: in full it takes as long as its figures or its cases are worth, and people start it. */
const quick = (says: string): Runner => ({ by: 'test/heavy/commands.test.ts', says });

const runners: Readonly<Record<string, Runner>> = {
  'npm start': { by: 'test/heavy/fresh-clone.test.ts', says: "'Frontdesk', 'sh'" },
  'npm run build': { by: 'test/heavy/fresh-clone.test.ts', says: "'More than one process', 'sh'" },
  'node dist/main.js': { by: 'test/support/program.ts', says: "'dist/main.js'" },
  'npm ci && npm test': ci('suite test npm test --'),
  'npm test': ci('suite test npm test --'),
  'npx vitest run': ci('vitest_suite postgresql --project postgresql'),
  'npx vitest run --project embedded test/accounts': { by: 'package.json', says: 'vitest run --project embedded' },
  'SCHEDULES=100000 npx vitest run --project program test/realtime/interleavings.test.ts': {
    by: 'test/realtime/interleavings.test.ts',
    says: "SCHEDULES = '2000'",
  },
  'npm run check': { by: 'package.json', says: 'tsx tools/checks.ts && vitest' },
  'npm run dev': { by: 'test/heavy/dev.test.ts', says: "'npm run dev'" },
  'npm run codegen': { by: 'test/heavy/adding-a-domain.test.ts', says: "'sh'" },
  'npm run migrate': { by: 'test/process/migrations.test.ts', says: 'migrate' },
  'npm run migrate -- --new add_something': { by: 'test/heavy/adding-a-domain.test.ts', says: "'sh'" },
  'npm run migrate -- --restored': { by: 'test/heavy/operations.test.ts', says: 'Backup and restore' },
  'npm run seed': { by: 'test/heavy/fresh-clone.test.ts', says: "'More than one process', 'sh', 2" },
  'npm run acceptance': ci('test/acceptance/vitest.config.ts'),
  'npm run faults': ci('npm run faults -- --seed 1'),
  'npm run faults -- --figures': quick('npm run faults -- --figures --clients 20'),
  'npm run bench': quick('npm run bench -- 1000x1 dashboard --quick'),
  'npm run bench -- 1000x1 --quick --only Frontdesk': quick(
    'npm run bench -- 1000x1 dashboard --quick --only Frontdesk',
  ),
  'npm run bench -- dashboard': quick('npm run bench -- 1000x1 dashboard --quick'),
  'npm run bench -- --write-docs': quick('--quick --only Frontdesk --write-docs --page'),
  'npm run bench -- capacity': quick('npm run bench -- capacity --quick'),
  'npm run bench -- capacity --write-docs': quick('npm run bench -- capacity --quick'),
  'npm run attacks': ci('suite attacks npm run attacks --'),
  'npx tsx test/attacks/without-guards.ts': {
    never: 'It takes most of an hour, and is for who changes a guard or its test.',
  },
  '.ci/run': { never: 'It is what runs all others.' },
  'npm audit --omit=dev': { by: '.ci/audit.mjs', says: '--omit=dev' },
  'npx web-push generate-vapid-keys': { by: 'test/documentation/commands.test.ts', says: "tryProgram('web-push'" },
  'node feed.mjs': { by: 'test/documentation/clients.test.ts', says: 'process.execPath' },
  'bash feed.sh': { by: 'test/documentation/clients.test.ts', says: "'bash'" },
};

const shown = pages.flatMap((page) =>
  [
    ...textOf(page).matchAll(
      /`((?:[A-Z]+=\S+ )?(?:npm (?:ci|start|test|run|audit)|npx|node \S+\.m?js|bash|\.ci\/run|docker|curl)(?: [^`]*)?)`/g,
    ),
  ].map(([, command = '']) => command),
);

it('every command within a sentence is run by a test, or says why it is not', () => {
  expect(shown.length).toBeGreaterThan(25);
  expect([...new Set(shown)].filter((command) => !(command in runners))).toEqual([]);
  expect(Object.keys(runners).filter((command) => !shown.includes(command))).toEqual([]);
});

it.each(Object.entries(runners).flatMap(([command, runner]) => ('by' in runner ? [[command, runner] as const] : [])))(
  '%s is run where this says',
  (_command, { by, says }) => {
    expect(readFileSync(by, 'utf8')).toContain(says);
  },
);

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

it.each([...new Set(shown)])('%s names scripts, files and projects that there are', (command) => {
  for (const [, name = ''] of command.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty([name]);
  for (const [path] of command.matchAll(/\btest\/\S+/g)) expect(existsSync(path), path).toBe(true);
});

it('N9: the keys of web push that the command prints are taken', async () => {
  const { output } = await tryProgram('web-push', 'generate-vapid-keys', '--json');
  const { publicKey, privateKey } = JSON.parse(output);
  const env = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: 'mailto:desk@example.com' };
  expect(readConfig(env).vapid).toMatchObject({ publicKey });
});
