import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Something that people can mend. It is told in its own words, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Runs a program of node_modules/.bin and shows what it says only when it fails. */
export async function runProgram(name: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await tryProgram(name, ...args);
  if (code !== 0) throw new Failure(`${output.trim()}\n\n${name} ${args.join(' ')} failed.`);
}

export function tryProgram(name: string, ...args: readonly string[]): Promise<{ code: number; output: string }> {
  const programs = join(process.cwd(), 'node_modules', '.bin');
  const windows = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(join(programs, windows ? `${name}.cmd` : name), args, {
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Generators are found by their name, also when the project was not started by npm.
      env: { ...process.env, PATH: `${programs}${windows ? ';' : ':'}${process.env.PATH ?? ''}` },
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });
}
