import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory that was migrated by the program, for `preparedDirectory` to copy. */
    dataTemplate: string;
  }
}

/** What users start: dist/main.js, built if it is out of date. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync('npx', ['tsx', 'build.ts', '--stale', '--server'], { stdio: 'inherit' });
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-data-'));
  execFileSync(process.execPath, ['dist/migrate.js'], { env: { DATA_DIR: directory, DEMO: '0' } });
  project.provide('dataTemplate', directory);
  return () => rm(directory, { recursive: true });
}
