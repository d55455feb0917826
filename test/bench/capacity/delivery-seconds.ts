import type { DeliveryCost } from './costs.js';

/**
 * CPU seconds of a delivery at a node with so many sockets. Between two sizes that were measured it is a line over the
 * logarithm of the size, since a cache holds the state of the sockets or holds a share of it; beyond them, the nearest size.
 */
export function deliverySecondsAt(measured: readonly DeliveryCost[], sockets: number): number {
  const below = measured.findLast((cost) => cost.sockets <= sockets);
  const above = measured.find((cost) => cost.sockets >= sockets);
  const nearest = below ?? above;
  if (nearest === undefined) throw new Error('No delivery was measured.');
  if (below === undefined || above === undefined || below === above) return nearest.seconds;
  const way = Math.log(sockets / below.sockets) / Math.log(above.sockets / below.sockets);
  return below.seconds + way * (above.seconds - below.seconds);
}
