import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { onServer } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { freePort, type PostgresqlServer, startPostgresql } from '../../support/postgresql-server.js';
import { postgresqlPrograms } from '../../support/programs.js';
import { type RedisServer, startRedis } from '../../support/redis-server.js';
import { nodeEnvironment } from '../deployment/compose.js';

const services = Object.keys(parse(readFileSync('compose.yaml', 'utf8'), { merge: true }).services);

/**
 * Does what `docker compose` would be told by a page, with the programs of this machine: nodes are processes of dist with the
 * environment of compose.yaml, commands for the database run beside a PostgreSQL of our own. What it does not know, it refuses.
 */
export class ComposePlayer implements AsyncDisposable {
  /** The nodes that were taken down and started again, in order. */
  readonly restarts: string[] = [];
  readonly #nodes = new Map<string, ChildProcess>();
  readonly #settings: Record<string, string> = {};

  private constructor(
    readonly directory: string,
    readonly postgresql: PostgresqlServer,
    readonly redis: RedisServer,
    readonly ports: ReadonlyMap<string, number>,
  ) {}

  static async start(): Promise<ComposePlayer> {
    const [postgresql, redis] = [await startPostgresql(), await startRedis()];
    await onServer(postgresql.url, 'CREATE DATABASE frontdesk');
    const ports = new Map([['node-1', await freePort()] as const, ['node-2', await freePort()] as const]);
    return new ComposePlayer(await mkdtemp(join(tmpdir(), 'frontdesk-compose-')), postgresql, redis, ports);
  }

  url(node: string): string {
    return `http://127.0.0.1:${this.ports.get(node)}`;
  }

  /** Each line of a page. `input` is what somebody types. */
  async play(script: string, input = ''): Promise<void> {
    for (const line of script.trim().split('\n')) {
      const [, verb, rest = ''] = /^docker compose (\S+) ?(.*)$/.exec(line) ?? [];
      if (verb === undefined) await this.#remember(line);
      else await this.#compose(verb, rest, input);
    }
  }

  /** What it exports holds for the lines after it, too. */
  async #remember(line: string): Promise<void> {
    if (!line.startsWith('export ')) throw new Error(`Nothing is known of this line: ${line}`);
    const names = [...line.matchAll(/(\w+)=/g)].map(([, name = '']) => name);
    const printed = await this.#run(`${line}\n${names.map((name) => `printf '%s\\n' "$${name}"`).join('\n')}`, {});
    for (const [index, value] of printed.trim().split('\n').entries()) this.#settings[names[index] ?? ''] = value;
  }

  async #compose(verb: string, rest: string, input: string): Promise<void> {
    const words = rest.split(' ').filter((word) => word !== '');
    const options = new Set(words.filter((word) => word.startsWith('-') && words.indexOf(word) < firstName(words)));
    const [service = '', ...command] = words.slice(firstName(words));
    for (const name of verb === 'exec' || verb === 'run' ? [service] : words.slice(firstName(words)))
      if (!services.includes(name)) throw new Error(`compose.yaml has no service ${name}.`);
    const only = (...known: string[]) => {
      for (const option of options) if (!known.includes(option)) throw new Error(`compose ${verb} ${option}?`);
    };
    const named = words.slice(firstName(words));
    switch (verb) {
      case 'build':
        return only();
      case 'up':
        only('-d', '--wait', '--build', '--no-deps');
        for (const node of named.length > 0 ? named : [...this.ports.keys()]) await this.#up(node);
        return;
      case 'stop':
        only();
        await Promise.all(named.map((node) => this.#stop(node)));
        return;
      case 'exec':
      case 'run': {
        only('-T', '--rm');
        const inDatabase = service === 'postgres';
        await this.#run(command.join(' '), inDatabase ? this.#databaseEnvironment() : this.#nodeEnvironment(), input);
        return;
      }
      default:
        throw new Error(`Nothing is known of docker compose ${verb}.`);
    }
  }

  async #up(name: string): Promise<void> {
    if (this.#nodes.has(name)) {
      await this.#stop(name);
      this.restarts.push(name);
    }
    const node = spawn(process.execPath, ['dist/main.js'], {
      env: { ...this.#nodeEnvironment(), PORT: String(this.ports.get(name)) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#nodes.set(name, node);
    await eventually(async () => {
      if (!(await fetch(`${this.url(name)}/readyz`)).ok) throw new Error('Not yet.');
    }, 60_000);
  }

  async #stop(name: string): Promise<void> {
    const node = this.#nodes.get(name);
    if (node === undefined) throw new Error(`${name} does not run.`);
    this.#nodes.delete(name);
    const ended = once(node, 'exit');
    node.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) throw new Error(`${name} ended with ${code}.`);
  }

  #databaseEnvironment(): NodeJS.ProcessEnv {
    const programs = postgresqlPrograms() ?? '';
    return { PATH: `${programs}:${process.env.PATH}`, PGHOST: '127.0.0.1', PGPORT: String(this.postgresql.port) };
  }

  #nodeEnvironment(): NodeJS.ProcessEnv {
    const environment = Object.entries(nodeEnvironment(this.#settings)).map(([name, value]) => [
      name,
      value
        .replace('@postgres:5432', `@127.0.0.1:${this.postgresql.port}`)
        .replace('redis:6379', `127.0.0.1:${this.redis.port}`),
    ]);
    const image = { NODE_ENV: 'production', DATA_DIR: this.directory, TRUST_PROXY: '127.0.0.1' };
    return { PATH: process.env.PATH, ...Object.fromEntries(environment), ...image };
  }

  /** In the folder where somebody would be; programs of a node are those of dist. */
  async #run(command: string, env: NodeJS.ProcessEnv, input = ''): Promise<string> {
    const dist = `${process.cwd()}/dist/`;
    // A standard input that is a socket would make it read the settings of somebody's terminal.
    const shell = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', command.replaceAll(' dist/', ` ${dist}`)], {
      cwd: this.directory,
      env: { PATH: process.env.PATH, ...env },
    });
    let output = '';
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (output += chunk));
    shell.stdin.end(input);
    const [code] = await once(shell, 'close');
    if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output}`);
    return output;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.#nodes.values()) node.kill('SIGKILL');
    await this.redis.close();
    await this.postgresql.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

const firstName = (words: readonly string[]): number => {
  const index = words.findIndex((word) => !word.startsWith('-'));
  return index === -1 ? words.length : index;
};
