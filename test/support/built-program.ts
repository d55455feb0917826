import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { isStale, make, type Step } from '../../tools/stale.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory that was migrated by the program, for `preparedDirectory` to copy. */
    dataTemplate: string;
  }
}

const directory = 'dist/.tests/data';

const dataTemplate: Step = {
  name: 'data directory of the tests',
  inputs: ['src', 'prisma', 'package.json', 'package-lock.json'],
  outputs: [directory],
  async run() {
    // Whole or not at all, as other files that are made.
    const unfinished = `${directory}.${randomUUID()}`;
    execFileSync(process.execPath, ['dist/migrate.js'], { env: { DATA_DIR: unfinished, DEMO: '0' } });
    await rm(directory, { recursive: true, force: true });
    await rename(unfinished, directory);
  },
};

/** What users start: dist/main.js, built if it is out of date. */
export default async function setup(project: TestProject): Promise<void> {
  execFileSync('npx', ['tsx', 'build.ts', '--stale', '--server'], { stdio: 'inherit' });
  if (await isStale(dataTemplate)) await make(dataTemplate);
  project.provide('dataTemplate', directory);
}
