import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The repository as somebody has it who has just cloned it, after `npm ci`: nothing is built or generated. */
export function workingCopy(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'frontdesk-copy-'));
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  for (const file of execFileSync('git', listed, { encoding: 'utf8' }).split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(file, join(path, file));
  }
  // The same lock file was installed here by `npm ci` itself; this is a minute of CI. npm writes into one file of it.
  execFileSync('cp', ['-al', 'node_modules', path]);
  rmSync(join(path, 'node_modules/.package-lock.json'));
  cpSync('node_modules/.package-lock.json', join(path, 'node_modules/.package-lock.json'));
  execFileSync('git', ['init', '--quiet'], { cwd: path });
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
