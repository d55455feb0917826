import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { replaceSection } from '../../tools/settings-table.js';
import type { Capacity, Costs } from '../bench/capacity/costs.js';
import { capacityTables, notMeasured } from '../bench/capacity/documentation.js';
import { needsOf, usual } from '../bench/capacity/model.js';
import { textOf } from './snippets.js';

const file = 'test/bench/capacity/measured.json';
const measured: Capacity | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

it('docs/scaling.md shows what the last measurement says, and nothing else', () => {
  const page = textOf('docs/scaling.md');
  const content = measured === undefined ? notMeasured : capacityTables(measured);
  expect(page).toContain(content);
  expect(replaceSection(page, 'capacity', content)).toBe(page);
});

it.skipIf(measured === undefined)('every cost was measured, and checked at 5,000 and at 9,000 subscribers', () => {
  if (measured === undefined) return;
  const { machine: _machine, at: _at, ...costs } = measured.costs;
  for (const [name, value] of Object.entries(costs)) expect([name, value > 0]).toEqual([name, true]);
  expect([...new Set(measured.checks.map(({ subscribers }) => subscribers))]).toEqual([5_000, 9_000]);
});

// Round figures, so that the sums can be followed.
const costs: Costs = {
  machine: 'of paper',
  at: '2026-01-01',
  socketBytes: 10_000,
  connectSeconds: 0.001,
  idleSocketSeconds: 1e-6,
  idleStreamSeconds: 1e-6,
  eventSeconds: 1e-4,
  deliverySeconds: 1e-5,
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
  const { nodes, broken } = needsOf(costs, 60 * 60_000);
  expect(nodes).toBeNull();
  expect(broken.map(({ part }) => part)).toContain('pokes at nodes');
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
