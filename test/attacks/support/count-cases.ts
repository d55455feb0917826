import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/** Rows of the table that the suite is named by, and how many cases it has to have at least. */
const promised = { rows: 28, cases: 400 };

/** Says at the end how many cases each row of attacks has had. A whole run that leaves out a row has failed. */
export default class CountCases implements Reporter {
  readonly #rows = new Map<number, number>();
  #byName = false;

  onInit({ config }: Vitest): void {
    this.#byName = config.testNamePattern !== undefined;
  }

  onTestCaseResult(test: TestCase): void {
    if (test.result().state !== 'passed') return;
    const row = Number(/attack (\d+):/.exec(test.fullName)?.[1] ?? 0);
    if (row > 0) this.#rows.set(row, (this.#rows.get(row) ?? 0) + 1);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = [...this.#rows].toSorted(([one], [other]) => one - other);
    const cases = rows.reduce((sum, [, count]) => sum + count, 0);
    console.log(
      `\nAttacks refused: ${cases} cases of ${rows.length} rows (${rows.map((row) => row.join(': ')).join(', ')})`,
    );
    if (this.#byName || !isWhole(modules) || (rows.length >= promised.rows && cases >= promised.cases)) return;
    console.error(`There have to be ${promised.cases} cases at least, of ${promised.rows} rows.`);
    process.exitCode = 1;
  }
}

/** Whether each file has run. */
function isWhole(modules: readonly TestModule[]): boolean {
  const ran = new Set(modules.map(({ moduleId }) => basename(moduleId)));
  return readdirSync('test/attacks').every((name) => !name.endsWith('.test.ts') || ran.has(name));
}
