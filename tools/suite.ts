/** `npm run bench`, `faults`, `attacks` and `acceptance`: whatever stands in that folder of test, with the arguments passed on. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const [name = '', ...args] = process.argv.slice(2);
const script = `test/${name}/run.ts`;
const config = `test/${name}/vitest.config.ts`;

if (existsSync(script)) run('--import', 'tsx', script, ...args);
else if (existsSync(config)) run('node_modules/vitest/vitest.mjs', 'run', '--config', config, ...args);
else {
  console.error(`There is no test/${name} yet: nothing was run.`);
  process.exitCode = 1;
}

function run(...command: string[]): void {
  process.exitCode = spawnSync(process.execPath, command, { stdio: 'inherit' }).status ?? 1;
}
