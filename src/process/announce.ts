import { relative, resolve } from 'node:path';
import type { Config } from '../config.js';
import { demoPassword, demoPeople } from '../demo/accounts.js';
import { version } from './version.js';

/** What somebody who has just started Frontdesk wants to know. */
export function announcement(config: Config, url: string, seconds: number): string {
  const socket = url.replace(/^http/, 'ws');
  const sections = [
    `Frontdesk ${version}, ready in ${seconds.toFixed(1)} s. Ctrl-C stops it.`,
    table([
      ['Console', `${url}/console/`],
      ['GraphiQL', `${url}/graphql`],
      ['API', `${url}/graphql, subscriptions at ${socket}/graphql`],
      ['Health', `${url}/healthz, ${url}/readyz`],
    ]),
    table([
      ['Database', database(config)],
      ['Broker', broker(config)],
    ]),
    ...(config.demo ? [table([['Sign in', signIns]])] : []),
  ];
  return `\n${sections.join('\n\n')}\n`;
}

/** The same for the log of a machine. */
export const readyFacts = (config: Config, url: string, seconds: number): object => ({
  version,
  url,
  database: config.databaseUrl === undefined ? 'embedded' : 'postgresql',
  broker: config.redisUrl === undefined ? 'process' : 'redis',
  readyAfterSeconds: Number(seconds.toFixed(3)),
});

function database(config: Config): string[] {
  if (config.databaseUrl !== undefined) {
    const { hostname, port, pathname } = new URL(config.databaseUrl);
    return [
      `PostgreSQL at ${hostname}:${port || '5432'}${pathname}`,
      'What was acknowledged is as safe as that server keeps it.',
    ];
  }
  const directory = relative('', resolve(config.dataDir)) || '.';
  return [
    `embedded PostgreSQL in ${directory}, for one process`,
    'What was acknowledged survives a crash or a kill of this process. It does not wait for the disk (fsync is off):',
    'a power cut can lose the last writes or damage the database. Where that matters, set DATABASE_URL.',
  ];
}

function broker(config: Config): string[] {
  if (config.redisUrl !== undefined) {
    const { hostname, port } = new URL(config.redisUrl);
    return [
      `Redis at ${hostname}:${port || '6379'}, shared by all nodes`,
      'Feeds lose nothing while it is down: the database holds the log.',
    ];
  }
  if (config.databaseUrl !== undefined) return ['in this process', 'Run one node only. For several, set REDIS_URL.'];
  return ['in this process'];
}

const signIns = [
  `Password “${demoPassword}” for everybody of the demo, for example:`,
  ...['guest@example.com', 'owner@riverside-hotel.example', 'staff@lotus-salon.example', 'admin@frontdesk.example'].map(
    (email) => `${email.padEnd(30)} ${demoPeople.find((person) => person.email === email)?.title ?? ''}`,
  ),
];

function table(rows: ReadonlyArray<readonly [string, string | readonly string[]]>): string {
  return rows
    .flatMap(([name, text]) => [text].flat().map((line, index) => `  ${(index === 0 ? name : '').padEnd(10)} ${line}`))
    .join('\n');
}
