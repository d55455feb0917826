import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Appends, appendsTable, measureAppends } from './appends.js';
import { type Bookings, bookingsTable, measureBookings } from './bookings.js';
import { type Dashboards, dashboardTable, measureDashboards } from './dashboard.js';
import { dated, documentation } from './documentation.js';
import { frontdesk } from './frontdesk.js';
import { goalsOf } from './goals.js';
import { measureRound } from './measure.js';
import { measureReads, type Reads, readingTable } from './reading.js';
import { machine, type Result, scenarioTable } from './report.js';
import { quick, type Scenario, scenarios } from './scenarios.js';
import { measureSends, type Sends, sendingTable } from './sending.js';
import { startServices } from './services.js';

const others = ['appends', 'bookings', 'sending', 'reading', 'dashboard'];
const usage = `npm run bench -- [scenario …] [options]
  --quick         small and short: whether it works, not how fast
  --rounds N      rounds of each, interleaved (5; quick: 1)
  --only NAME     only these servers; may be repeated (Frontdesk alone needs no installation of the others)
  --json FILE     where the numbers go (bench.json)
  --write-docs    writes docs/performance.md; what is not measured this time stays in it
  --page FILE     writes that page instead
Alone, since it takes the machine for itself:
  capacity        what each thing costs, for docs/scaling.md (--write-docs)
Scenarios: ${[...scenarios.map(({ name }) => name), ...others].join(' ')}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
    json: { type: 'string', default: 'bench.json' },
    'write-docs': { type: 'boolean', default: false },
    page: { type: 'string', default: 'docs/performance.md' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}
const alone = values.only?.every((name) => name === frontdesk.name) ?? false;
const withPeers =
  !alone && (positionals.length === 0 || positionals.some((name) => !['dashboard', 'capacity'].includes(name)));
if (values.quick && values['write-docs'] && values.page === 'docs/performance.md')
  throw new Error('Figures of --quick are not for docs/performance.md: choose another --page.');
if (withPeers) installPeers();
// Ctrl-C or a time limit: what was started is ended all the same.
const stopped = new Promise<never>((_resolve, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => reject(new Error(`Stopped by ${signal}.`)));
});
if (positionals[0] === 'capacity') {
  const { runCapacity } = await import('./capacity/run.js');
  const { quick, json, 'write-docs': writeDocs } = values;
  process.exit((await runCapacity({ quick, writeDocs, json, stopped })) ? 0 : 1);
}
const chosen = scenarios.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const withAppends = positionals.length === 0 || positionals.includes('appends');
const withSending = positionals.length === 0 || positionals.includes('sending');
const withBookings = positionals.length === 0 || positionals.includes('bookings');
const withReading = positionals.length === 0 || positionals.includes('reading');
const withDashboard = positionals.length === 0 || positionals.includes('dashboard');
if (chosen.length === 0 && !withDashboard && !withAppends && !withBookings && !withSending && !withReading)
  throw new Error(usage);
const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
const { results, appends, bookings, sends, reads, dashboards } = await measureAll(
  values.quick ? chosen.map(quick) : chosen,
);
const sections = [
  ...[...new Set(results.map(({ scenario }) => scenario))].map((scenario) => ({
    name: scenario.name,
    text: scenarioTable(
      scenario,
      results.filter((result) => result.scenario === scenario),
      goalsOf(scenario.name, results),
    ),
  })),
  ...(appends.length > 0 ? [{ name: 'appends', text: appendsTable(appends) }] : []),
  ...(bookings === null ? [] : [{ name: 'bookings', text: bookingsTable(bookings) }]),
  ...(sends.length > 0 ? [{ name: 'sending', text: sendingTable(sends) }] : []),
  ...(reads.length > 0 ? [{ name: 'reading', text: readingTable(reads) }] : []),
  ...(dashboards.length > 0 ? [{ name: 'dashboard', text: dashboardTable(dashboards) }] : []),
].map((section) => dated(section, rounds));
console.log(`\n${machine()}\n\n${sections.map(({ text }) => text).join('\n\n')}`);
await writeFile(
  values.json,
  JSON.stringify({ machine: machine(), at: new Date(), results, appends, bookings, sends, reads, dashboards }, null, 2),
);
if (values['write-docs']) {
  const { page } = values;
  const order = [...scenarios.map(({ name }) => name), ...others];
  await writeFile(page, documentation(sections, order, existsSync(page) ? await readFile(page, 'utf8') : ''));
}

interface Measured {
  results: Result[];
  appends: Appends[];
  bookings: Bookings | null;
  sends: Sends[];
  reads: Reads[];
  dashboards: Dashboards[];
}

async function measureAll(wanted: readonly Scenario[]): Promise<Measured> {
  // Read late: its files need the packages that were just installed.
  const { targets } = withPeers ? await import('./all-targets.js') : { targets: [frontdesk] };
  await using services = await startServices();
  const measured: Result[] = [];
  for (const scenario of wanted) {
    const compared = targets.filter(
      ({ name }) => (scenario.only?.includes(name) ?? true) && (values.only?.includes(name) ?? true),
    );
    const ofScenario = compared.map((target): Result => ({ scenario, target: target.name, rounds: [] }));
    if (scenario.redis === true && services.redis === null) {
      console.log(`${scenario.name}: left out, Redis is not installed.`);
      continue;
    }
    for (let round = 1; round <= rounds; round++) {
      // Another order in each round: nobody always runs after the same neighbour.
      for (const [index, target] of rotated([...compared.entries()], round)) {
        const found = await Promise.race([stopped, measureRound(target, scenario, services)]);
        ofScenario[index]?.rounds.push(found);
        const { cpuSeconds, p99 } = found;
        console.log(
          `${scenario.name} ${round}/${rounds} ${target.name}: ${cpuSeconds.toFixed(2)} s, p99 ${p99.toFixed(1)} ms`,
        );
      }
    }
    measured.push(...ofScenario);
  }
  const { postgresql } = services;
  if (postgresql === null) {
    if (withAppends || withBookings || withSending || withReading || withDashboard)
      console.log('appends, bookings, sending, reading, dashboard: left out, PostgreSQL is not installed.');
    return { results: measured, appends: [], bookings: null, sends: [], reads: [], dashboards: [] };
  }
  const each = values.quick ? 500 : 5_000;
  const { only } = values;
  return {
    results: measured,
    appends: withAppends ? await measureAppends(postgresql.url, rounds) : [],
    bookings: withBookings ? await measureBookings(postgresql.url, rounds) : null,
    sends: withSending ? await Promise.race([stopped, measureSends(postgresql.url, { rounds, each, only })]) : [],
    reads: withReading ? await Promise.race([stopped, measureReads(postgresql.url, { rounds, each, only })]) : [],
    dashboards: withDashboard
      ? await Promise.race([stopped, measureDashboards(postgresql.url, { rounds, small: values.quick })])
      : [],
  };
}

function rotated<T>(all: readonly T[], by: number): T[] {
  const at = by % Math.max(all.length, 1);
  return [...all.slice(at), ...all.slice(0, at)];
}

/** Their own package and lock file, so that `npm ci` of the project does not bring them. */
function installPeers(): void {
  const directory = fileURLToPath(new URL('.', import.meta.url));
  if (existsSync(`${directory}/node_modules/.package-lock.json`)) return;
  console.log('Installing the servers that Frontdesk is compared with …');
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], { cwd: directory, stdio: 'inherit' });
  if (status !== 0) throw new Error('The peers of the bench could not be installed.');
}
