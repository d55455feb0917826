import type { Capacity } from './costs.js';

/** How far a prediction may be from what was measured, as a share of it. */
export const tolerance = 0.25;

/**
 * Why these figures are not to be written down: a cost that came out as nothing, or a size of which the costs say something
 * else than was measured. Both come of a machine that did something else meanwhile, so that is what is said first.
 */
export function whatIsWrong({ costs, checks }: Capacity): string[] {
  const { machine: _machine, at: _at, deliveries, ...single } = costs;
  const all: Array<[string, number]> = [
    ...Object.entries(single),
    ...deliveries.map(({ sockets, seconds }): [string, number] => [`a delivery at ${sockets} sockets`, seconds]),
  ];
  const nothing = all.filter(([, value]) => !(value > 0)).map(([name]) => `${name} came out as nothing.`);
  const off = checks
    .filter(({ predicted, measured }) => !(Math.abs(predicted / measured - 1) <= tolerance))
    .map(
      ({ sockets, what, unit, predicted, measured }) =>
        `${what}, at ${sockets} sockets: ${predicted.toPrecision(3)} ${unit} predicted, ${measured.toPrecision(3)} measured.`,
    );
  return [...nothing, ...off];
}
