// Prints what all suites together passed and failed, as the last line of .ci/run.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [directory, failedSuites] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const name of readdirSync(directory)) {
  const report = JSON.parse(readFileSync(join(directory, name), 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
}
// A suite may fail without a test that failed: types, lint, a file that does not load.
failed = Math.max(failed, Number(failedSuites));
console.log(`tests: ${passed} passed, ${failed} failed`);
