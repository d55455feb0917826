import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One thing that is made from files. It is stale when what those files hold has changed, or when what it makes is gone. */
export interface Step {
  name: string;
  /** Files and folders, from the top of the project. Folders named `generated` and `dist` are skipped inside of them. */
  inputs: readonly string[];
  /** Of those, only files whose path is like this. */
  only?: RegExp;
  outputs: readonly string[];
  /** What it makes is committed, so that a fresh clone need not make it: the stamp is too, in this file. */
  committedStamp?: string;
  run(): Promise<void>;
}

/** Contents and not times: a fresh clone, a branch that was visited and a file that was touched change nothing. */
export async function isStale(step: Step): Promise<boolean> {
  if (!step.outputs.every((output) => existsSync(output))) return true;
  const remembered = await readFile(stampOf(step), 'utf8').catch(() => undefined);
  return remembered !== (await fingerprint(step));
}

/** Runs the step. Only what succeeded is remembered, with what the files held before it ran. */
export async function make(step: Step): Promise<void> {
  const before = await fingerprint(step);
  await step.run();
  await mkdir(stamps, { recursive: true });
  await writeFile(stampOf(step), before);
}

const stamps = join('dist', '.stamps');

const stampOf = (step: Step) => step.committedStamp ?? join(stamps, step.name.replaceAll(' ', '-'));

async function fingerprint({ inputs, only = /(?:)/, committedStamp }: Step): Promise<string> {
  const files = (await Promise.all(inputs.map(filesOf)))
    .flat()
    .filter((file) => only.test(file))
    .sort();
  const hash = createHash('sha256');
  // Text that is the same for everybody does not depend on who made it.
  if (committedStamp === undefined) hash.update(process.version);
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update('\0');
  return `${hash.digest('hex')}\n`;
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => error.code);
  if (entries === 'ENOTDIR') return [path];
  if (entries === 'ENOENT') return [];
  if (!Array.isArray(entries)) throw new Error(`${path} cannot be read: ${entries}.`);
  const wanted = entries.filter((entry) => !['generated', 'dist', 'node_modules'].includes(entry.name));
  return (await Promise.all(wanted.map((entry) => filesOf(join(path, entry.name))))).flat();
}
