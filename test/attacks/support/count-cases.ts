import type { Reporter, TestCase } from 'vitest/node';

/** Says at the end how many cases each row of attacks has had. */
export default class CountCases implements Reporter {
  readonly #rows = new Map<number, number>();

  onTestCaseResult(test: TestCase): void {
    if (test.result().state !== 'passed') return;
    const row = Number(/attack (\d+):/.exec(test.fullName)?.[1] ?? 0);
    this.#rows.set(row, (this.#rows.get(row) ?? 0) + 1);
  }

  onTestRunEnd(): void {
    const rows = [...this.#rows].filter(([row]) => row > 0).toSorted(([one], [other]) => one - other);
    const all = rows.reduce((sum, [, count]) => sum + count, 0);
    console.log(
      `\nAttacks refused: ${all} cases of ${rows.length} rows (${rows.map((row) => row.join(': ')).join(', ')})`,
    );
  }
}
