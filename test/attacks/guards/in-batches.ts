import type { Guard } from './guard.js';

/**
 * At most so many together, those of one attack as far apart as can be. Two in the same lines of a file are not taken
 * away together, nor is anything together with what ends the process.
 */
export function inBatches(guards: readonly Guard[], most: number): Guard[][] {
  const together = guards.filter(({ fatal }) => fatal !== true);
  const batches = Array.from({ length: Math.ceil(together.length / most) }, (): Guard[] => []);
  for (const [index, guard] of together.entries()) {
    const turns = [...batches.slice(index % batches.length), ...batches.slice(0, index % batches.length)];
    const free = turns.find((batch) => batch.length < most && !batch.some(({ file }) => file === guard.file));
    if (free === undefined) batches.push([guard]);
    else free.push(guard);
  }
  return [...batches, ...guards.filter(({ fatal }) => fatal === true).map((guard) => [guard])];
}
