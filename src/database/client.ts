import { createHash } from 'node:crypto';
import type { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Db, fromPglite } from 'pg-boss';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../generated/prisma/client.js';
import type { Poke } from '../realtime/broker.js';
import { openEmbedded } from './embedded.js';
import { forbidInsideTransaction, refuseInsideTransaction } from './transaction-guard.js';

/** What a commit added to the log. */
export type Appended = readonly Poke[];

/** One database, whichever engine holds it. Everything above it speaks to both in the same words. */
export interface Database extends AsyncDisposable {
  readonly engine: 'embedded' | 'postgresql';
  readonly prisma: PrismaClient;
  /** For statements that Prisma has no words for. Rows as objects, values as the driver reads them. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The same for a text that never changes and is asked often: the server reads and plans it once for each connection. */
  prepared<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]>;
  /** Several statements at once, without parameters. */
  script(text: string): Promise<void>;
  /** Connections to the server. Undefined for the embedded database, which has one and no server. */
  readonly pool?: () => { open: number; idle: number; waiting: number };
  /** For a library that brings its own SQL: one statement with values, or several without. */
  readonly foreign: Db;
  /** Runs `work` on a connection of its own that holds the lock: one node at a time, whoever else waits. */
  exclusively<T>(lock: number, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Called after each commit that appended to the log, with what it appended. Must not throw. */
  onAppended(listener: (appended: Appended) => void): void;
  appended(positions: Appended): void;
  close(): Promise<void>;
}

export interface Connection {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  script(text: string): Promise<void>;
}

export interface DatabaseOptions {
  /** PostgreSQL by URL; without one, an embedded PostgreSQL in `dataDir` (or in memory when that is null). */
  url?: string | undefined;
  dataDir: string | null;
  /** What a database in memory begins with. */
  template?: Blob | undefined;
  /** An embedded one that is open already. */
  pglite?: PGlite;
  /** A statement that takes longer is cancelled in the database. PostgreSQL only: the embedded one cannot be interrupted. */
  statementTimeoutMs: number;
  poolSize: number;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === undefined ? embedded(options) : postgresql(options.url, options);
}

// A transaction outlives the longest statement in it, so that the database gives up first and says why.
const transactionOptions = (options: DatabaseOptions) => ({
  maxWait: 10_000,
  timeout: options.statementTimeoutMs * 2 + 5_000,
});

// Compiling a statement costs a hundred times what any of ours takes: guesses about rows that nobody has must not start it.
// And a plan that is kept must not be one that reads a whole table because it was small on the day that it was made: what is
// asked often is in memory, where one page costs as much as the next.
const session = '-c timezone=UTC -c jit=off -c random_page_cost=1.1';

function postgresql(url: string, options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize,
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: 5_000,
    application_name: 'frontdesk',
    options: session,
  });
  // A connection that dies while idle is replaced by the pool; the next query finds out whether the server is back.
  pool.on('error', () => {});
  // One that dies while it is in use tells whoever waits for its answer. In the moments when nobody does, an error that
  // nobody listens to would end the process (`npm run faults` finds that).
  pool.on('connect', (client) => client.on('error', () => {}));
  const prisma = forbidInsideTransaction(
    new PrismaClient({
      adapter: new PrismaPg(pool, { disposeExternalPool: false }),
      transactionOptions: transactionOptions(options),
    }),
  );
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  return disposable({
    ...listeners(),
    engine: 'postgresql',
    pool: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    prisma,
    query,
    prepared: async <Row extends object>(text: string, values: readonly unknown[]) =>
      (await pool.query<Row>({ name: nameOf(text), text, values: [...values] })).rows,
    script: async (text) => void (await pool.query(text)),
    foreign: {
      executeSql: (text, values) =>
        values === undefined || values.length === 0 ? pool.query(text) : pool.query(text, values),
    },
    async exclusively(lock, work) {
      const client = new pg.Client({
        connectionString: url,
        application_name: 'frontdesk',
        options: session,
      });
      // A connection that dies tells whoever waits for its answer. Between two questions nobody waits, and an error that
      // nobody listens to would end the process.
      client.on('error', () => {});
      await client.connect();
      try {
        await client.query('SELECT pg_advisory_lock($1)', [lock]);
        return await work({
          query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
            (await client.query<Row>(text, [...values])).rows,
          script: async (text) => void (await client.query(text)),
        });
      } finally {
        await client.end();
      }
    },
    close: once(async () => {
      await prisma.$disconnect();
      await pool.end();
    }),
  });
}

const names = new Map<string, string>();

/** Of a statement that is prepared: the same for the same text. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}

async function embedded(options: DatabaseOptions): Promise<Database> {
  const { pglite, release } =
    options.pglite === undefined
      ? await openEmbedded(options.dataDir, options.template)
      : { pglite: options.pglite, release: async () => {} };
  const prisma = forbidInsideTransaction(
    new PrismaClient({ adapter: new PrismaPGlite(pglite), transactionOptions: transactionOptions(options) }),
  );
  const connection: Connection = {
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pglite.query<Row>(text, [...values])).rows,
    script: async (text) => void (await pglite.exec(text)),
  };
  return disposable({
    ...listeners(),
    ...connection,
    prepared: connection.query,
    engine: 'embedded',
    prisma,
    foreign: fromPglite(pglite),
    // One process has the database: one after the other within it is enough, whatever the lock.
    exclusively: inTurn((work) => work(connection)),
    close: once(async () => {
      await prisma.$disconnect();
      await pglite.close();
      await release();
    }),
  });
}

function listeners(): Pick<Database, 'onAppended' | 'appended'> {
  const all: Array<(appended: Appended) => void> = [];
  return {
    onAppended: (listener) => void all.push(listener),
    appended: (positions) => {
      for (const listener of all) listener(positions);
    },
  };
}

function disposable(database: Omit<Database, typeof Symbol.asyncDispose>): Database {
  const { query, prepared, script, foreign, exclusively } = database;
  return {
    ...database,
    async query<Row extends object>(text: string, values?: readonly unknown[]) {
      refuseInsideTransaction();
      return query<Row>(text, values);
    },
    async prepared<Row extends object>(text: string, values: readonly unknown[]) {
      refuseInsideTransaction();
      return prepared<Row>(text, values);
    },
    async script(text) {
      refuseInsideTransaction();
      return script(text);
    },
    foreign: {
      async executeSql(text, values) {
        refuseInsideTransaction();
        return foreign.executeSql(text, values);
      },
    },
    async exclusively(lock, work) {
      refuseInsideTransaction();
      return exclusively(lock, work);
    },
    [Symbol.asyncDispose]: database.close,
  };
}

/** Runs what is given to it one at a time, in the order in which it came. */
function inTurn(run: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>): Database['exclusively'] {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(_lock: number, work: (connection: Connection) => Promise<T>) => {
    const mine = last.then(() => run(work));
    last = mine.catch(() => {});
    return mine;
  };
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}
