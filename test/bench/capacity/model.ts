import type { Costs } from './costs.js';
import { deliverySecondsAt } from './delivery-seconds.js';

/** How people use it. Not measured: choose your own. */
export interface Usage {
  /** Streams that a connection reads: its own, and those that it shares. */
  readonly feeds: number;
  /** How many read a stream that is shared. */
  readonly readers: number;
  /** Seconds between two writes of a connection. */
  readonly secondsBetweenWrites: number;
  /** Streams that a write is told in: one that is shared, and one of a person. */
  readonly streamsOfWrite: number;
  /** Seconds in which all of them come back after a deploy of everything. */
  readonly secondsToReturn: number;
  readonly retentionDays: number;
}

export const usual: Usage = {
  feeds: 2,
  readers: 10,
  secondsBetweenWrites: 60,
  streamsOfWrite: 2,
  secondsToReturn: 300,
  retentionDays: 7,
};

/** Half of what there is: the rest is for the hour in which everybody comes. */
const busy = 0.5;
/** What one machine is taken to have. */
const nodeMemory = 2 ** 30;
const databaseCores = 16;
const nodesAtMost = 10_000;

export interface Needs {
  readonly connections: number;
  readonly writesPerSecond: number;
  readonly deliveriesPerSecond: number;
  readonly streams: number;
  /** Nodes of one core and 1 GiB. Null: no number of them is enough, each being busy with the pokes of all. */
  readonly nodes: number | null;
  /** How many it would be if each heard of what its own readers read, and of nothing else. */
  readonly nodesWithoutPokes: number;
  /** The share of a core that each node spends on events that nobody reads there. */
  readonly pokesOfNode: number;
  /** Cores of PostgreSQL: for the writes, and for the clock of the nodes. */
  readonly databaseWriteCores: number;
  readonly databaseClockCores: number;
  /** Cores of Redis, which has one. */
  readonly redisCores: number;
  readonly logBytes: number;
  readonly wireBytesPerSecond: number;
  /** What is over its limit, the worst first, with how often the limit is needed. */
  readonly broken: ReadonlyArray<{ part: Part; times: number }>;
}

export type Part =
  | 'a node: memory or CPU'
  | 'PostgreSQL: the clock'
  | 'PostgreSQL: writes'
  | 'Redis'
  | 'pokes at nodes';

export function needsOf(costs: Costs, connections: number, usage: Usage = usual): Needs {
  const writesPerSecond = connections / usage.secondsBetweenWrites;
  const eventsPerSecond = writesPerSecond * usage.streamsOfWrite;
  // One stream of the two is shared, the other is of one person.
  const deliveriesPerSecond = writesPerSecond * (usage.readers + usage.streamsOfWrite - 1);
  const streams = connections * (1 + (usage.feeds - 1) / usage.readers);
  const onNodes = (nodes: number) => {
    const nodesOfEvent = Math.min(usage.readers, nodes);
    const nodesOfWrite = nodesOfEvent + usage.streamsOfWrite - 1;
    const shared =
      connections * (costs.idleSocketSeconds + costs.connectSeconds / usage.secondsToReturn) +
      writesPerSecond * (costs.writeSeconds + nodesOfWrite * costs.eventSeconds) +
      // More nodes have fewer sockets each, and each delivery costs less there.
      deliveriesPerSecond * deliverySecondsAt(costs.deliveries, connections / nodes);
    return {
      own: shared / nodes,
      pokes: writesPerSecond * costs.pokeSeconds,
      bytes: (connections * costs.socketBytes) / nodes,
    };
  };
  const isEnough = ({ cpu, bytes }: { cpu: number; bytes: number }) => cpu <= busy && bytes <= nodeMemory * busy;
  const nodes = fewest((count) => {
    const { own, pokes, bytes } = onNodes(count);
    return isEnough({ cpu: own + pokes, bytes });
  });
  const nodesWithoutPokes =
    fewest((count) => isEnough({ cpu: onNodes(count).own, bytes: onNodes(count).bytes })) ?? nodesAtMost;
  // What the other parts have to do follows from the nodes that there would be once pokes are no longer the matter.
  const counted = nodes ?? nodesWithoutPokes;
  const databaseWriteCores = writesPerSecond * costs.databaseSeconds;
  // A stream is asked for by each node that has a reader of it.
  const shared = streams - connections;
  const databaseClockCores = (connections + shared * Math.min(usage.readers, counted)) * costs.idleStreamSeconds;
  const redisCores = writesPerSecond * (costs.publishSeconds + counted * costs.subscriberSeconds);
  const pokesOfNode = writesPerSecond * costs.pokeSeconds;
  const parts: Array<{ part: Part; times: number }> = [
    { part: 'a node: memory or CPU', times: nodes === null ? Number.POSITIVE_INFINITY : nodes },
    { part: 'PostgreSQL: the clock', times: databaseClockCores / (databaseCores * busy) },
    { part: 'PostgreSQL: writes', times: databaseWriteCores / (databaseCores * busy) },
    { part: 'Redis', times: redisCores / busy },
    { part: 'pokes at nodes', times: pokesOfNode / busy },
  ];
  return {
    connections,
    writesPerSecond,
    deliveriesPerSecond,
    streams,
    nodes,
    nodesWithoutPokes,
    pokesOfNode,
    databaseWriteCores,
    databaseClockCores,
    redisCores,
    logBytes: eventsPerSecond * costs.eventBytes * usage.retentionDays * 86_400,
    wireBytesPerSecond: deliveriesPerSecond * costs.frameBytes,
    broken: parts.filter(({ times }) => times > 1).sort((a, b) => b.times - a.times),
  };
}

/** More never hurts, so it is looked for by halves. */
function fewest(enough: (nodes: number) => boolean): number | null {
  if (!enough(nodesAtMost)) return null;
  let [no, yes] = [0, nodesAtMost];
  while (yes - no > 1) {
    const middle = (no + yes) >> 1;
    if (enough(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
