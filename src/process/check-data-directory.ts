import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { codeOf, messageOf, StartupFailure } from './startup-failure.js';

/** Makes the directory if it is not there, and tries to write in it. Throws `StartupFailure`. */
export async function checkDataDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.probe-${randomUUID()}`);
  try {
    await make(resolve(directory));
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new StartupFailure(explain(error, resolve(directory)), { cause: error });
  }
}

// Node's own `recursive` never ends where a file system refuses new entries as if their parent were missing (/proc).
async function make(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(directory) === directory) throw error;
    await make(dirname(directory));
    await mkdir(directory);
  }
}

function explain(error: unknown, directory: string): string {
  const other = 'or set DATA_DIR to another directory';
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return `The data directory ${directory} may not be written by this user: give it the right, ${other}.`;
    case 'EROFS':
      return `The data directory ${directory} is on a file system that is read-only: mount it writable, ${other}.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of the data directory ${directory} is full: make room, ${other}.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data directory ${directory} cannot be made, because a file stands in its place: remove it, ${other}.`;
    default:
      return `The data directory ${directory} cannot be used (${messageOf(error)}): mend that, ${other}.`;
  }
}
