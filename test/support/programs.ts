import { accessSync, constants, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The directory of PostgreSQL's programs on this machine, if there is one. `TEST_POSTGRESQL` names another
 * directory; `none` does as if there were no PostgreSQL.
 */
export function postgresqlPrograms(): string | undefined {
  const told = process.env.TEST_POSTGRESQL;
  if (told === 'none') return undefined;
  const candidates = told === undefined ? [...onPath('postgres'), ...installed()] : [told];
  return candidates.find((directory) => ['postgres', 'initdb', 'pg_ctl'].every((name) => runs(join(directory, name))));
}

export const redisIsInstalled = (): boolean => onPath('redis-server').length > 0;

/** The proxy of compose.yaml. Debian keeps it where only root looks. */
export const nginxIsInstalled = (): boolean => onPath('nginx').length > 0;

function onPath(name: string): string[] {
  const links = (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, name));
  return links.filter(runs).map((link) => dirname(realpathSync(link)));
}

/** Where packages put them, without a place on the PATH. The newest first. */
function installed(): string[] {
  return ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].flatMap((base) => {
    const versions = list(base).filter((name) => /^(postgresql@)?\d+$/.test(name));
    const newestFirst = versions.sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, '')));
    return newestFirst.map((version) => join(base, version, 'bin'));
  });
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function runs(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
