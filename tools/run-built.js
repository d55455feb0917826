/**
 * For commands that also run in production, where the development packages are not installed: what was built is run as
 * it is there, and made anew where it can be.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether the development packages are installed. */
export const canBuild = () => existsSync('node_modules/tsx');

/** Answers whether it succeeded. */
export function run(...command) {
  process.exitCode = spawnSync(process.execPath, command, { stdio: 'inherit' }).status ?? 1;
  return process.exitCode === 0;
}

export function refuse(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}

/** `script` is a file of dist. */
export function runBuilt(script, ...args) {
  if (canBuild() && !run('--import', 'tsx', 'build.ts', '--stale', '--server')) return;
  if (existsSync(script)) run(script, ...args);
  else refuse('Frontdesk is not built here: run npm ci && npm run build, then npm prune --omit=dev.');
}
