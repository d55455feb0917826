import { expect, it } from 'vitest';
import type { Actor } from '../../src/actor.js';
import { CurrentActor } from '../../src/server/current-actor.js';

const person = (name: string) => ({ kind: 'user', key: `user:${name}` }) as Actor;
const [before, after] = [person('before'), person('after')];

/** Each time that rights are read, they come when the test says so. */
function aConnection() {
  const reads: Array<(actor: Actor) => void> = [];
  const actor = new CurrentActor(() => new Promise((resolve) => void reads.push(resolve)));
  actor.become(before);
  return { actor, answer: (index: number, found: Actor) => reads[index]?.(found), reads };
}

it('F12: whoever asks while the rights are read is answered with what is read', async () => {
  const { actor, answer, reads } = aConnection();
  const [first, second] = [actor.now(), actor.now()];
  for (const index of reads.keys()) answer(index, after);
  expect([await first, await second]).toEqual([after, after]);
  // Known from then on.
  expect(await actor.now()).toBe(after);
  expect(reads).toHaveLength(2);
});

it('F12: what was read before the rights changed is not kept', async () => {
  const { actor, answer, reads } = aConnection();
  const asked = actor.now();
  actor.outdated();
  answer(0, before);
  await asked;
  const again = actor.now();
  expect(reads).toHaveLength(2);
  answer(1, after);
  expect(await again).toBe(after);
});

it('F12: nor when it comes later than what was read after that', async () => {
  const { actor, answer } = aConnection();
  const early = actor.now();
  actor.outdated();
  const late = actor.now();
  answer(1, after);
  expect(await late).toBe(after);
  answer(0, before);
  await early;
  expect(await actor.now()).toBe(after);
});

it('A1: a connection that another person takes over is theirs, whatever was being read', async () => {
  const { actor, answer } = aConnection();
  const asked = actor.now();
  actor.become(after);
  answer(0, before);
  await asked;
  expect(actor.known).toBe(after);
});
