/**
 * The median time of each of several questions in milliseconds. They are asked in turn, round by round, so that
 * whatever else the machine does falls on all of them alike.
 */
export async function mediansOf<Name extends string>(
  questions: Record<Name, (round: number) => Promise<unknown>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(questions) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = -1; round < rounds; round++)
    for (const name of names) {
      const start = performance.now();
      await questions[name](round);
      // The first round warms up.
      if (round >= 0) taken[name].push(performance.now() - start);
    }
  return Object.fromEntries(names.map((name) => [name, quantile(taken[name], 0.5)])) as Record<Name, number>;
}

export function quantile(values: readonly number[] = [], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
