import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { replaceSection } from '../../tools/settings-table.js';
import type { Capacity, Costs } from '../bench/capacity/costs.js';
import { deliverySecondsAt } from '../bench/capacity/delivery-seconds.js';
import { tolerance, whatIsWrong } from '../bench/capacity/disturbed.js';
import { capacityTables, notMeasured } from '../bench/capacity/documentation.js';
import { needsOf, usual } from '../bench/capacity/model.js';
import { full } from '../bench/capacity/sizes.js';
import { workOut } from '../bench/capacity/work-out.js';
import { textOf } from './snippets.js';

const file = 'test/bench/capacity/measured.json';
const measured: Capacity | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

it('docs/scaling.md shows what the last measurement says, and nothing else', () => {
  const page = textOf('docs/scaling.md');
  const content = measured === undefined ? notMeasured : capacityTables(measured);
  expect(page).toContain(content);
  expect(replaceSection(page, 'capacity', content)).toBe(page);
});

it.skipIf(measured === undefined)(
  'every cost was measured, and says of sizes that it was not made from what was measured there, to a quarter',
  () => {
    if (measured === undefined) return;
    expect(tolerance).toBe(0.25);
    expect(whatIsWrong(measured)).toEqual([]);
    expect(measured.costs.deliveries.map(({ sockets }) => sockets)).toEqual(full.sockets);
    expect([...new Set(measured.checks.map(({ sockets }) => sockets))]).toEqual(full.checked);
    expect(full.sockets.filter((size) => full.checked.includes(size))).toEqual([]);
  },
);

// Round figures, so that the sums can be followed.
const costs: Costs = {
  machine: 'of paper',
  at: '2026-01-01',
  socketBytes: 10_000,
  connectSeconds: 0.001,
  idleSocketSeconds: 1e-6,
  idleStreamSeconds: 1e-6,
  eventSeconds: 1e-4,
  deliveries: [{ sockets: 1_000, seconds: 1e-5 }],
  pokeSeconds: 1e-5,
  writeSeconds: 1e-3,
  databaseSeconds: 1e-3,
  publishSeconds: 1e-5,
  subscriberSeconds: 1e-5,
  frameBytes: 500,
  eventBytes: 1_000,
  walBytes: 1_000,
};

it('counts what a number of connections does, and how many nodes that takes', () => {
  const needs = needsOf(costs, 60_000);
  expect(needs).toMatchObject({ writesPerSecond: 1_000, deliveriesPerSecond: 11_000, streams: 66_000 });
  expect(needs.databaseWriteCores).toBeCloseTo(1);
  expect(needs.pokesOfNode).toBeCloseTo(0.01);
  // 0.06 idle, 0.2 coming back, 1 of writes, 0.6 of events at six nodes at the most, 0.11 of deliveries: by 0.49 of each.
  expect(needs.nodes).toBeGreaterThanOrEqual(4);
  expect(needs.nodes).toBeLessThanOrEqual(6);
  expect(needs.logBytes).toBe(2_000 * 1_000 * 7 * 86_400);
});

it('says that no number of nodes is enough, once each is busy with what the others write', () => {
  const { nodes, nodesWithoutPokes, redisCores, broken } = needsOf(costs, 60 * 60_000);
  expect(nodes).toBeNull();
  // What Redis has to hand out is then counted for the nodes that there would be without.
  expect(nodesWithoutPokes).toBeLessThan(500);
  expect(redisCores).toBeCloseTo(60_000 * (1e-5 + nodesWithoutPokes * 1e-5));
  expect(broken.map(({ part }) => part)).toContain('pokes at nodes');
});

it('a delivery costs what its node has sockets: between two sizes by their order, beyond them as at the nearest', () => {
  const deliveries = [
    { sockets: 1_000, seconds: 2 },
    { sockets: 4_000, seconds: 6 },
    { sockets: 9_000, seconds: 7 },
  ];
  const at = (sockets: number) => deliverySecondsAt(deliveries, sockets);
  expect([10, 1_000, 4_000, 9_000, 50_000].map(at)).toEqual([2, 2, 6, 7, 7]);
  expect(at(2_000)).toBeCloseTo(4);
  expect(at(6_000)).toBeCloseTo(6.5);
});

it('needs fewer nodes where a delivery is cheaper at a node with fewer sockets', () => {
  const steep = [
    { sockets: 1_000, seconds: 1e-5 },
    { sockets: 100_000, seconds: 1e-3 },
  ];
  const flat = [{ sockets: 1_000, seconds: 1e-3 }];
  const nodes = (deliveries: Costs['deliveries']) => needsOf({ ...costs, deliveries }, 60_000).nodes ?? 0;
  expect(nodes(steep)).toBeGreaterThan(nodes(costs.deliveries));
  expect(nodes(steep)).toBeLessThan(nodes(flat));
});

/** A round in which an event costs 1 ms, and a delivery so many µs at each size. */
const round = (microseconds: Readonly<Record<number, number>>) => {
  const event = (sockets: number, readers = sockets) => 0.001 + (readers * (microseconds[sockets] ?? 0)) / 1e6;
  const used = { reader: 0.001, writer: 0.002, bystander: 1e-4, database: 0.001 };
  const sizes = Object.keys(microseconds).map(Number);
  return {
    bySockets: {
      first: 500,
      connect: 0.001,
      sizes: sizes.map((sockets) => {
        const idle = full.watched.includes(sockets) ? { bytes: (sockets - 500) * 8_000, cpu: sockets * 1e-6 } : null;
        return { sockets, idle, event: event(sockets), frameBytes: 300 };
      }),
    },
    byStreams: {
      idleStream: 1e-6,
      event: used,
      eventOfTen: event(1_000, 10),
      socketsOfTen: 1_000,
      eventBytes: 500,
      walBytes: 900,
    },
    redis: { publish: 1e-5, subscriber: 1e-6 },
  };
};
const worked = (...rounds: Array<ReturnType<typeof round>>) =>
  workOut(
    {
      bySockets: rounds.map(({ bySockets }) => bySockets),
      byStreams: rounds.map(({ byStreams }) => byStreams),
      redis: rounds.map(({ redis }) => redis),
    },
    full,
    { machine: 'of paper', at: '2026-01-01' },
  );
const asUsual = { 1000: 3, 2000: 5, 3000: 6, 4000: 7, 6000: 7, 9000: 7 };

it('works the costs out of the medians of the rounds', () => {
  const disturbed = round({ ...asUsual, 4000: 70 });
  const capacity = worked(round(asUsual), disturbed, round(asUsual));
  expect(whatIsWrong(capacity)).toEqual([]);
  expect(capacity.costs.eventSeconds).toBeCloseTo(0.001);
  expect(capacity.costs.deliveries.map(({ seconds }) => Math.round(seconds * 1e6))).toEqual([3, 5, 7, 7]);
  expect(capacity.costs).toMatchObject({ socketBytes: 8_000, connectSeconds: 0.001 });
  expect(capacity.costs.idleSocketSeconds).toBeCloseTo(1e-6, 9);
  expect(capacity.checks.map(({ sockets, what }) => `${sockets} ${what.slice(0, 3)}`)).toEqual([
    '3000 CPU',
    '6000 CPU',
    '6000 mem',
    '6000 CPU',
  ]);
});

it('says which cost came out as nothing, and of which size the costs say something else than was measured', () => {
  const nothing = round(asUsual);
  nothing.byStreams.idleStream = 0;
  expect(whatIsWrong(worked(nothing))).toEqual(['idleStreamSeconds came out as nothing.']);
  const [wrong, ...others] = whatIsWrong(worked(round({ ...asUsual, 6000: 12 })));
  expect(wrong).toContain('at 6000 sockets: 43.0 ms predicted, 73.0 measured');
  expect(others).toEqual([]);
});

it('memory decides where it is the first to run out', () => {
  const quiet = { ...usual, secondsBetweenWrites: 1e9 };
  expect(needsOf({ ...costs, socketBytes: 1_000_000 }, 10_000, quiet).nodes).toBe(19);
});

it('needs more of everything for more connections', () => {
  const [few, many] = [needsOf(costs, 10_000), needsOf(costs, 20_000)];
  for (const name of ['streams', 'databaseWriteCores', 'databaseClockCores', 'redisCores', 'logBytes'] as const)
    expect(many[name]).toBeGreaterThan(few[name]);
});
