// `npm audit --omit=dev`: fails on findings that are high or critical. A registry that does not answer is said
// loudly, and is no failure.
import { spawnSync } from 'node:child_process';

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 });
const answer = parsed(stdout ?? '');
const counts = answer?.metadata?.vulnerabilities;
if (counts === undefined) {
  const reason = answer?.message ?? error?.message ?? 'no answer';
  sayLoudly(
    `NOT AUDITED: the registry does not answer npm audit (${reason}). Whether a package that is shipped has a known hole was not looked at now: docs/dependencies.md says which versions were looked at by hand, and when.`,
  );
} else {
  console.log(`npm audit: ${JSON.stringify(counts)}`);
  if (counts.high + counts.critical > 0) process.exitCode = 1;
}

/** Here, on the standard error, and where people look for what went wrong: below the results of GitHub Actions. */
function sayLoudly(text) {
  const line = '!'.repeat(72);
  console.error(`${line}\n${text}\n${line}`);
  if (process.env.GITHUB_ACTIONS === 'true') console.log(`::warning::${text}`);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
