/**
 * `npm run attacks`: the whole suite. `-- --fuzz 100000` makes so many requests of the schema, `--seed` plays a run again;
 * whatever else stands there goes to vitest.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values, tokens } = parseArgs({
  options: { fuzz: { type: 'string' }, seed: { type: 'string' }, revocations: { type: 'string' } },
  strict: false,
  tokens: true,
});
const ours = new Set(['fuzz', 'seed', 'revocations']);
const rest = process.argv.slice(2).filter((_argument, index) => {
  const token = tokens.find(
    (one) => one.index === index || (one.kind === 'option' && one.index === index - 1 && one.inlineValue === false),
  );
  return !(token?.kind === 'option' && ours.has(token.name));
});
const env = Object.fromEntries(
  Object.entries(values)
    .filter(([name]) => ours.has(name))
    .map(([name, value]) => [name.toUpperCase(), `${value}`]),
);
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/attacks/vitest.config.ts', ...rest];
process.exitCode =
  spawnSync(process.execPath, vitest, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
