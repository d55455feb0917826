/**
 * Takes each guard away in a copy of the tree, and runs the test that has to notice:
 * `npx tsx test/attacks/without-guards.ts`. With words behind it, those of guards that have one of them in their name, or
 * numbers of attacks. Fails when a test stays green, or when a guard is not where its list says it is.
 *
 * One at a time; `--together 10` takes away ten at once, of different attacks: a tenth of the time, and all but as sure.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workingCopy } from '../heavy/documentation/working-copy.js';
import { guards } from './guards/all.js';
import { type Guard, removalsOf } from './guards/guard.js';
import { inBatches } from './guards/in-batches.js';

const { values, positionals } = parseArgs({
  options: { together: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const words = positionals.map((word) => word.toLowerCase());
const nameOf = ({ attack, what }: Guard) => `attack ${attack}: ${what}`;
const chosen = guards.filter(
  (guard) =>
    words.length === 0 ||
    words.some((word) => nameOf(guard).toLowerCase().includes(word) || `${guard.attack}` === word),
);

/** What comes of it: the test failed as it should, and with which words; or it did not, or it did not run. */
interface Verdict {
  readonly is: 'red' | 'GREEN' | 'NOT TRIED';
  readonly words?: string;
}

using copy = workingCopy();
for (const made of ['dist', 'src/generated']) cpSync(made, join(copy.path, made), { recursive: true });

const verdicts = new Map<Guard, Verdict>();
// A test that fails anyway would prove nothing.
for (const nodes of [1, 2] as const) {
  const tried = chosen.filter((guard) => (guard.nodes ?? 1) === nodes);
  if (tried.length === 0) continue;
  const stays = attack(nodes, tried);
  const fails = tried.filter((guard) => stays(guard).is !== 'GREEN');
  console.log(`With all guards, ${tried.length - fails.length} of ${tried.length} tests pass.`);
  for (const guard of fails) console.error(`  not ${guard.red.join(': ')}${wordsIn(stays(guard))}`);
  for (const batch of inBatches(
    tried.filter((guard) => !fails.includes(guard)),
    Number(values.together),
  ))
    without(nodes, batch);
}

const wrong = chosen.filter((guard) => verdicts.get(guard)?.is !== 'red');
console.log(`${chosen.length - wrong.length} of ${chosen.length} guards are missed by their tests.`);
for (const guard of wrong) console.error(`${verdicts.get(guard)?.is ?? 'NOT TRIED'}: ${nameOf(guard)}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function without(nodes: 1 | 2, batch: readonly Guard[]): void {
  const began = performance.now();
  const whole = new Map<string, string>();
  try {
    for (const { file, from, to } of batch.flatMap(removalsOf)) {
      const path = join(copy.path, file);
      const text = readFileSync(path, 'utf8');
      if (!whole.has(path)) whole.set(path, text);
      if (text.split(from).length !== 2) throw new Error(`This does not stand in ${file} once: ${from}`);
      writeFileSync(
        path,
        text.replace(from, () => to),
      );
    }
    const verdictOn = attack(nodes, batch);
    for (const guard of batch) {
      const verdict = verdictOn(guard);
      verdicts.set(guard, verdict);
      console.log(`${verdict.is.padEnd(9)} ${nameOf(guard)} → ${guard.red.join(': ')}${wordsIn(verdict)}`);
    }
  } catch (error) {
    console.error(error);
  } finally {
    for (const [path, text] of whole) writeFileSync(path, text);
  }
  console.log(`  ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

/** Runs the tests of those guards in the copy, which builds what has changed. */
function attack(nodes: 1 | 2, tried: readonly Guard[]): (guard: Guard) => Verdict {
  const report = join(copy.path, 'report.json');
  writeFileSync(report, '{"testResults":[]}');
  const patterns = tried.map(({ red: [, test] }) => wordsOf(test).join('\\W+'));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/attacks/vitest.config.ts'],
      ...['--project', nodes === 1 ? 'one node' : 'two nodes', '--reporter=json', `--outputFile=${report}`],
      // Longer than any limit that has to pass, and no longer: without some guards nothing ever comes.
      ...['--testTimeout=60000', '--testNamePattern', patterns.join('|')],
      ...[...new Set(tried.map(({ red: [file] }) => `test/attacks/${file}.test.ts`))],
    ],
    { cwd: copy.path, encoding: 'utf8', env: { ...process.env, CI: '', REVOCATIONS: '200', FUZZ: '4000' } },
  );
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: Array<{ assertionResults: Array<{ status: string; fullName: string; failureMessages?: string[] }> }>;
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const ran = ({ status }: { status: string }) => status === 'passed' || status === 'failed';
  if (!results.some(ran)) console.error(`${stdout}${stderr}`.slice(-4_000));
  return ({ red: [, test] }) => {
    const own = results.filter(
      (result) => ran(result) && wordsOf(result.fullName).join(' ').includes(wordsOf(test).join(' ')),
    );
    const failed = own.find(({ status }) => status === 'failed');
    if (failed !== undefined) return { is: 'red', words: failed.failureMessages?.[0]?.split('\n', 1)[0] ?? '' };
    return { is: own.length > 0 ? 'GREEN' : 'NOT TRIED' };
  };
}

/** With what a test fails: whether it is for want of that guard. Vitest has no words for what takes too long. */
function wordsIn({ words }: Verdict): string {
  if (words === undefined) return '';
  return `\n          ${words.includes('STACK_TRACE_ERROR') ? 'It did not come to its end.' : words.slice(0, 200)}`;
}

/** Of what stands between them, vitest makes what it likes: it writes some of them in quotes. */
function wordsOf(text: string): string[] {
  return text.split(/\W+/).filter(Boolean);
}
