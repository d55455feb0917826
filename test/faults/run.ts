import { execFileSync } from 'node:child_process';
import { setTimeout as later } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { postgresqlPrograms, redisIsInstalled } from '../support/programs.js';
import { printFigures } from './figures.js';
import { runFaults } from './run-faults.js';

// npm run faults -- [--seconds 60] [--faults 30] [--seed N]
// npm run faults -- --figures [--clients 1000] [--missed 1000] [--seconds 60]

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    faults: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    figures: { type: 'boolean', default: false },
    clients: { type: 'string', default: '1000' },
    missed: { type: 'string', default: '1000' },
  },
});
const seed = Number(values.seed);

if (postgresqlPrograms() === undefined || !redisIsInstalled()) {
  console.log('LEFT OUT: the faults need PostgreSQL and Redis, and they are not installed here.');
  process.exit(0);
}
execFileSync('npx', ['tsx', 'build.ts', '--stale', '--server'], { stdio: 'inherit' });
if (values.figures) {
  const { clients, missed, seconds } = values;
  await printFigures({ seed, clients: Number(clients), missed: Number(missed), awaySeconds: Number(seconds) });
  process.exit(0);
}
console.log(`Seed ${seed}: npm run faults -- --seed ${seed} --seconds ${values.seconds} --faults ${values.faults}`);
// Ctrl-C or a time limit: what was started is ended all the same.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)));
const wrong = await runFaults({
  seed,
  seconds: Number(values.seconds),
  faults: Number(values.faults),
  signal: stop.signal,
});
for (const sentence of wrong) console.error(`WRONG: ${sentence}`);
console.log(wrong.length === 0 ? 'Every promise was kept.' : `${wrong.length} promises were broken (seed ${seed}).`);
process.exitCode = wrong.length === 0 ? 0 : 1;
// What a bug has left open must not keep a failed run from ending.
await later(2_000, undefined, { ref: false });
