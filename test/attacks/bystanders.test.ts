import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Outcome } from './support/attacker.js';
import { askFrom } from './support/from.js';
import { quantile } from './support/medians.js';
import { type Person, strict, target, tokenOf } from './support/target.js';

/** Who attacks does so from a process of its own, so that what it costs to attack is not measured. */
class Attacker implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines;
  /** What all attacks together were answered with. */
  readonly statuses = new Map<string, number>();
  readonly closes = new Map<string, number>();
  slow = 0;

  constructor() {
    this.#child = spawn(process.execPath, ['--import', 'tsx', 'test/attacks/support/attacker.ts', strict().url], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ready(): Promise<void> {
    await this.#lines.next();
  }

  async attack(): Promise<void> {
    this.#child.stdin.write('attack\n');
    await this.#lines.next();
  }

  async rest(): Promise<void> {
    this.#child.stdin.write('rest\n');
    const { value } = await this.#lines.next();
    const { statuses, closes, slow } = JSON.parse(value ?? '') as Outcome;
    addTo(this.statuses, statuses);
    addTo(this.closes, closes);
    this.slow += slow;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
  }
}

function addTo(all: Map<string, number>, counts: Record<string, number>): void {
  for (const [what, count] of Object.entries(counts)) all.set(what, (all.get(what) ?? 0) + count);
}

/** Milliseconds of so many honest requests of somebody, one after the other. */
async function honest(person: Person, requests: number): Promise<number[]> {
  const headers = { authorization: `Bearer ${await tokenOf(person, 2)}` };
  const taken: number[] = [];
  for (let request = 0; request < requests; request++) {
    const start = performance.now();
    const { status } = await askFrom('127.0.30.1', strict(), '{ viewer { email } }', {}, headers);
    taken.push(performance.now() - start);
    expect(status).toBe(200);
  }
  return taken;
}

/**
 * The p99 of honest requests in quiet and during attacks: the median over windows of each, in turn, so that what else
 * the machine does falls on both alike.
 */
async function measured(attacker: Attacker, person: Person): Promise<{ quiet: number; attacked: number }> {
  const quiet: number[] = [];
  const attacked: number[] = [];
  for (let window = 0; window < 7; window++) {
    quiet.push(quantile(await honest(person, 100), 0.99));
    await attacker.attack();
    attacked.push(quantile(await honest(person, 100), 0.99));
    await attacker.rest();
  }
  return { quiet: quantile(quiet, 0.5), attacked: quantile(attacked, 0.5) };
}

/** Below some milliseconds a ratio says nothing. */
const allowed = (quiet: number) => Math.max(2 * quiet, quiet + 8);

it('attack 8: while others attack, the slowest of a hundred honest requests takes at most twice as long', async () => {
  const { strangers, ours } = target();
  // Whatever else a machine does may spoil one measurement, not so many in a row: a guard that is gone spoils all of them.
  // Each time somebody else, who has not yet spent what a person may.
  const people = [ours.people.owner, ...[2, 5, 6, 11].flatMap((index) => strangers[index] ?? [])];
  await using attacker = new Attacker();
  await attacker.ready();
  const ratios: number[] = [];
  for (const person of people) {
    await honest(person, 20);
    const { quiet, attacked } = await measured(attacker, person);
    console.log(`p99 of honest requests: ${quiet.toFixed(1)} ms in quiet, ${attacked.toFixed(1)} ms during attacks`);
    ratios.push(attacked / allowed(quiet));
    if (attacked <= allowed(quiet)) break;
  }
  expect(Math.min(...ratios)).toBeLessThanOrEqual(1);

  // There was an attack: documents that were refused until the address had spent what it may, floods, slow sockets.
  const { statuses, closes, slow } = attacker;
  const all = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  expect(statuses.get('429') ?? 0).toBeGreaterThanOrEqual(20);
  expect(all - (statuses.get('429') ?? 0) - (statuses.get('none') ?? 0)).toBeGreaterThanOrEqual(20);
  expect(closes.get('4429') ?? 0).toBeGreaterThanOrEqual(4);
  expect(slow).toBeGreaterThanOrEqual(7);
  expect([...statuses.keys()].filter((status) => Number(status) >= 500)).toEqual([]);
}, 300_000);
