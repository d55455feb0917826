/** `npm run check`: everything that can be known without running the program. Each failure names what mends it. */
import { existsSync } from 'node:fs';
import { documents } from './build-steps.js';
import { outdatedDocuments } from './committed-documents.js';
import { tryProgram } from './run-program.js';
import { isStale } from './stale.js';

interface Check {
  name: string;
  remedy: string;
  /** Nothing when all is well, else what is wrong. */
  run(): Promise<string | undefined>;
}

const program = async (name: string, ...args: string[]) => {
  const { code, output } = await tryProgram(name, ...args);
  return code === 0 ? undefined : output.trim();
};

const checks: Check[] = [
  { name: 'types', remedy: 'Mend what tsc says above.', run: () => program('tsc', '-p', '.') },
  {
    name: 'lint and format',
    remedy: 'npx biome check --write .',
    run: () => program('biome', 'check', '--error-on-warnings', '.'),
  },
  {
    name: 'generated files',
    remedy: 'npm run codegen',
    run: async () => {
      const outdated = await outdatedDocuments();
      if (await isStale(documents)) outdated.push('web/src/generated');
      return outdated.length === 0 ? undefined : `The code says something else than ${outdated.join(', ')}.`;
    },
  },
];

if (existsSync('web/index.html'))
  checks.push({
    name: 'types of the console',
    remedy: 'Mend what tsc says above.',
    run: () => program('tsc', '-p', 'web'),
  });

const results = await Promise.all(checks.map(async (check) => ({ check, problem: await check.run() })));
for (const { check, problem } of results) {
  if (problem === undefined) continue;
  console.error(`${problem}\n\n✗ ${check.name}. To mend it: ${check.remedy}\n`);
  process.exitCode = 1;
}
if (process.exitCode === undefined) console.log(`✓ ${checks.map((check) => check.name).join(', ')}`);
