// `npm audit --omit=dev`: fails on findings that are high or critical. A registry that does not answer is said, and is no failure.
import { spawnSync } from 'node:child_process';

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 });
const answer = parsed(stdout ?? '');
const counts = answer?.metadata?.vulnerabilities;
if (counts === undefined)
  console.log(
    `The registry does not answer npm audit (${answer?.message ?? error?.message ?? 'no answer'}): nothing was checked.`,
  );
else {
  console.log(`npm audit: ${JSON.stringify(counts)}`);
  if (counts.high + counts.critical > 0) process.exitCode = 1;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
