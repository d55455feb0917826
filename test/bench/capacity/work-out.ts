import { median } from '../report.js';
import type { AtSize, BySockets } from './by-sockets.js';
import type { ByStreams } from './by-streams.js';
import type { Capacity, Check, Costs, DeliveryCost } from './costs.js';
import { deliverySecondsAt } from './delivery-seconds.js';
import type { OfRedis } from './measure-redis.js';
import { readersOfTen, type Sizes } from './sizes.js';

/** All that was measured, a member for each round. */
export interface Rounds {
  readonly bySockets: readonly BySockets[];
  readonly byStreams: readonly ByStreams[];
  readonly redis: readonly OfRedis[];
}

/** The costs that the medians of the rounds come to, and what they say of the sizes that they were not made from. */
export function workOut(
  rounds: Rounds,
  { sockets, checked }: Sizes,
  measured: Pick<Costs, 'machine' | 'at'>,
): Capacity {
  const { bySockets, byStreams, redis } = rounds;
  const at = (size: number) => (read: (atSize: AtSize) => number | undefined) =>
    median(bySockets.map(({ sizes }) => valueAt(sizes, size, read)));
  const ofStreams = (read: (round: ByStreams) => number) => median(byStreams.map(read));
  const [least = 0, largest = 0] = [sockets[0], sockets.at(-1)];
  const first = bySockets[0]?.first ?? 0;

  // As many sockets at the node, so as much for each delivery: what differs is how many of them an event has.
  const eventOfTen = ofStreams((round) => round.eventOfTen);
  const atLeast = (at(least)((size) => size.event) - eventOfTen) / (least - readersOfTen);
  const eventSeconds = eventOfTen - readersOfTen * atLeast;
  const deliveries = sockets.map(
    (size): DeliveryCost => ({ sockets: size, seconds: (at(size)(({ event }) => event) - eventSeconds) / size }),
  );
  const costs: Costs = {
    ...measured,
    socketBytes: at(largest)(({ idle }) => idle?.bytes) / (largest - first),
    connectSeconds: median(bySockets.map(({ connect }) => connect)),
    idleSocketSeconds: at(largest)(({ idle }) => idle?.cpu) / largest,
    idleStreamSeconds: ofStreams(({ idleStream }) => idleStream),
    eventSeconds,
    deliveries,
    pokeSeconds: ofStreams(({ event }) => event.bystander),
    writeSeconds: ofStreams(({ event }) => event.writer),
    databaseSeconds: ofStreams(({ event }) => event.database),
    publishSeconds: median(redis.map(({ publish }) => publish)),
    subscriberSeconds: median(redis.map(({ subscriber }) => subscriber)),
    frameBytes: at(largest)(({ frameBytes }) => frameBytes),
    eventBytes: ofStreams(({ eventBytes }) => eventBytes),
    walBytes: ofStreams(({ walBytes }) => walBytes),
  };
  const checks = checked.flatMap((size): Check[] => [
    {
      sockets: size,
      what: 'CPU of the node, for an event to all of them',
      unit: 'ms',
      predicted: (eventSeconds + size * deliverySecondsAt(deliveries, size)) * 1_000,
      measured: at(size)(({ event }) => event) * 1_000,
    },
    {
      sockets: size,
      what: 'memory of their sockets',
      unit: 'MiB',
      predicted: ((size - first) * costs.socketBytes) / 2 ** 20,
      measured: at(size)(({ idle }) => idle?.bytes) / 2 ** 20,
    },
    {
      sockets: size,
      what: 'CPU of the node while it is quiet, each second',
      unit: 'ms',
      predicted: size * costs.idleSocketSeconds * 1_000,
      measured: at(size)(({ idle }) => idle?.cpu) * 1_000,
    },
  ]);
  return { costs, checks: checks.filter((check) => !Number.isNaN(check.measured)) };
}

const valueAt = (sizes: readonly AtSize[], sockets: number, read: (atSize: AtSize) => number | undefined): number => {
  const found = sizes.find((size) => size.sockets === sockets);
  return (found === undefined ? undefined : read(found)) ?? Number.NaN;
};
