import { cpus, release, totalmem } from 'node:os';
import type { Round } from './measure.js';
import { pinned } from './processes.js';
import type { Scenario } from './scenarios.js';

export interface Result {
  scenario: Scenario;
  target: string;
  rounds: Round[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** Of two that were measured in the same rounds: what else the machine did in a round, it did to both. */
export const medianRatio = (values: readonly number[], others: readonly number[]): number =>
  median(values.map((value, round) => value / (others[round] ?? Number.NaN)));

const digits = (value: number, places: number) => value.toFixed(places);

/** Medians, with the least and the most of the CPU in brackets: the noise is part of the result. */
export function scenarioTable(scenario: Scenario, results: readonly Result[], goals: readonly Goal[]): string {
  const own = results.find(({ target }) => target === 'Frontdesk')?.rounds.map((round) => round.cpuSeconds);
  const lines = results.map(({ target, rounds }) => {
    const of = (read: (round: Round) => number) => median(rounds.map(read));
    const used = rounds.map((round) => round.cpuSeconds);
    const cells = [
      target,
      `${digits(
        of((round) => round.cpuSeconds),
        2,
      )} (${digits(Math.min(...used), 2)}–${digits(Math.max(...used), 2)})`,
      target === 'Frontdesk' || own === undefined ? '' : `${digits(medianRatio(own, used), 2)} ×`,
      digits(
        of((round) => round.publishMilliseconds),
        2,
      ),
      digits(
        of((round) => round.p50),
        1,
      ),
      digits(
        of((round) => round.p99),
        1,
      ),
      digits(
        of((round) => round.afterCommit.p50),
        1,
      ),
      digits(
        of((round) => round.afterCommit.p99),
        1,
      ),
      String(of((round) => round.frameBytes)),
      digits(
        of((round) => round.idleKiB),
        1,
      ),
      digits(
        of((round) => round.connectSeconds),
        1,
      ),
      `${Math.round(of((round) => round.clientBusy) * 100)} %`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `### ${scenario.title} (\`${scenario.name}\`)`,
    '',
    '| server | CPU s / 100,000 | Frontdesk is | CPU ms / published | p50 ms | p99 ms | after commit p50 | p99 | frame B | KiB / socket | connect s | client busy |',
    '|--|--|--|--|--|--|--|--|--|--|--|--|',
    ...lines,
    ...(goals.length > 0 ? ['', goalsTable(goals)] : []),
  ].join('\n');
}

export function machine(): string {
  const [cpu] = cpus();
  return (
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
    `Linux ${release()}, Node.js ${process.version}; ${pinned}`
  );
}

/** What was promised of a figure: at least, or at most. */
export interface Goal {
  what: string;
  value: number;
  least?: number;
  most?: number;
}

export const isReached = ({
  value,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
}: Goal): boolean => value >= least && value <= most;

export function goalsTable(goals: readonly Goal[]): string {
  const rows = goals
    .filter(({ value }) => !Number.isNaN(value))
    .map((goal) => {
      const { what, value, least, most } = goal;
      const wanted = least === undefined ? `at most ${most}` : `at least ${least}`;
      return `| ${what} | ${wanted} | ${value.toFixed(2)} | ${isReached(goal) ? 'yes' : 'no'} |`;
    });
  return ['| target | wanted | measured | reached |', '|--|--|--|--|', ...rows].join('\n');
}
