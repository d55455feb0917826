import { postgresqlPrograms, redisIsInstalled } from './programs.js';

/** What this machine lacks to run every test, in words. In CI that is a failure, elsewhere it is said loudly. */
export function missingServices(): string[] {
  const missing: string[] = [];
  if (postgresqlPrograms() === undefined)
    missing.push('PostgreSQL (15 or newer): the tests ran on the embedded database alone. apt-get install postgresql');
  if (!redisIsInstalled())
    missing.push('Redis (6.2 or newer): the tests of several nodes. apt-get install redis-server');
  return missing;
}

export function sayWhatIsMissing(): void {
  const missing = missingServices();
  if (missing.length === 0) return;
  const text = `SKIPPED, because this machine does not have it:\n${missing.map((line) => `  - ${line}`).join('\n')}\n`;
  if (process.env.CI === 'true') throw new Error(`In CI every test has to run.\n${text}`);
  console.warn(`\n${text}`);
  // Once more where people look: below the results.
  process.once('exit', () => console.warn(`\n${text}`));
}
