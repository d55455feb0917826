import { type Guard, removalsOf } from './guard.js';

/**
 * At most so many together, those of one attack as far apart as can be. Two in the same lines of a file are not taken
 * away together, nor is anything together with what ends the process.
 */
export function inBatches(guards: readonly Guard[], most: number): Guard[][] {
  const filesOf = (guard: Guard) => removalsOf(guard).map(({ file }) => file);
  const together = guards.filter(({ fatal }) => fatal !== true);
  const batches = Array.from({ length: Math.ceil(together.length / most) }, (): Guard[] => []);
  for (const [index, guard] of together.entries()) {
    const turns = [...batches.slice(index % batches.length), ...batches.slice(0, index % batches.length)];
    const files = filesOf(guard);
    const free = turns.find(
      (batch) => batch.length < most && !batch.flatMap(filesOf).some((file) => files.includes(file)),
    );
    if (free === undefined) batches.push([guard]);
    else free.push(guard);
  }
  return [...batches, ...guards.filter(({ fatal }) => fatal === true).map((guard) => [guard])];
}
