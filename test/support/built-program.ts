import { execFileSync } from 'node:child_process';

/** What users start: dist/main.js, built if it is out of date. */
export default function setup(): void {
  execFileSync('npx', ['tsx', 'build.ts', '--stale', '--server'], { stdio: 'inherit' });
}
