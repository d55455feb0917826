import { ConfigurationError } from '../config.js';
import { DirectoryLocked } from '../database/directory-lock.js';
import { MigrationRefused } from '../database/migrate.js';
import { Refusal } from '../errors.js';
import { StartupFailure } from './startup-failure.js';

/**
 * Runs what an entry point does. An expected failure is told in its own words and ends the process with 1; anything
 * else is a bug, and shows its stack.
 */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(explain(error) ?? error);
    // What the failed start left open must not keep the process alive.
    process.exit(1);
  }
}

function explain(error: unknown): string | undefined {
  if (error instanceof ConfigurationError)
    return `The configuration is not right. Correct these environment variables (the README describes them all):\n${error.message
      .split('\n')
      .map((problem) => `  ${problem}`)
      .join('\n')}`;
  if (error instanceof DirectoryLocked)
    return `${error.message} End it first, or give this one another directory: DATA_DIR=…`;
  if (error instanceof StartupFailure || error instanceof MigrationRefused || error instanceof Refusal)
    return error.message;
  return undefined;
}
