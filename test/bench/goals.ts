import type { Round } from './measure.js';
import { type Goal, median, medianRatio, type Result } from './report.js';

const us = 'Frontdesk';

/** What is promised of the CPU of a delivery: at most so many times that of a peer. */
const promised: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '1000x1': { 'Socket.IO': 0.85, 'naive graphql-ws': 0.28 },
  '1000x8': { 'Socket.IO': 0.3, 'raw ws, best': 0.5, 'naive graphql-ws': 0.1 },
  '5000x1': { 'Socket.IO': 0.7, 'naive graphql-ws': 0.28 },
  '9000x1': { 'Socket.IO': 0.7, 'naive graphql-ws': 0.28 },
  streams: { 'Socket.IO': 0.85 },
  'redis-x1': { 'Socket.IO': 0.85 },
  'redis-x8': { 'Socket.IO': 0.3 },
  'redis-streams': { 'Socket.IO': 0.85 },
  unshared: { 'naive graphql-ws': 0.8 },
};

/** What is promised of the figures of one scenario. What was not measured in this run is left out. */
export function goalsOf(name: string, results: readonly Result[]): Goal[] {
  const all = (scenario: string, target: string, read: (round: Round) => number): number[] =>
    results.find((result) => result.scenario.name === scenario && result.target === target)?.rounds.map(read) ?? [];
  const of = (scenario: string, target: string, read: (round: Round) => number) => median(all(scenario, target, read));
  const cpu = (target: string, scenario = name) => all(scenario, target, (round) => round.cpuSeconds);
  const goals = Object.entries(promised[name] ?? {}).map(
    ([peer, most]): Goal => ({
      what: `CPU of a delivery: times that of ${peer}`,
      value: medianRatio(cpu(us), cpu(peer)),
      most,
    }),
  );
  if (name === 'compressed')
    goals.push({
      what: 'CPU of a delivery: times that of one not compressed',
      value: median(cpu(us)) / median(cpu(us, '1000x1')),
      most: 1.3,
    });
  if (name === '9000x1')
    goals.push(
      { what: 'KiB of a socket', value: of(name, us, (round) => round.idleKiB), most: 15 },
      { what: 'seconds to connect and subscribe all', value: of(name, us, (round) => round.connectSeconds), most: 10 },
    );
  if (name === 'latency')
    goals.push(
      { what: 'ms from commit to client, p50', value: of(name, us, (round) => round.afterCommit.p50), most: 5 },
      { what: 'ms from commit to client, p99', value: of(name, us, (round) => round.afterCommit.p99), most: 50 },
    );
  else if (promised[name]?.['Socket.IO'] !== undefined) {
    // Nothing is committed there.
    const theirs = of(name, 'Socket.IO', (round) => round.p99);
    const own = of(name, us, (round) => round.afterCommit.p99);
    goals.push({
      what: 'p99 after the commit: times that of Socket.IO from the request, which commits nothing',
      value: own / theirs,
      most: 1,
    });
  }
  return goals;
}
