import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { createIdentityProvider, type IdentityProvider } from './accounts/identity-provider.js';
import { createLinks, type Links } from './attachments/links.js';
import { startSealing } from './audit/seal.js';
import { Closers } from './closers.js';
import type { Config } from './config.js';
import { type Boards, createBoards } from './dashboard/boards.js';
import { type Database, openDatabase } from './database/client.js';
import { migrate } from './database/migrate.js';
import { watchForQueriesOutside } from './database/transaction-guard.js';
import { refuseDemoAccounts } from './demo/refuse-demo-accounts.js';
import { seedDemo } from './demo/seed-demo.js';
import { createJobs, type Jobs } from './jobs/jobs.js';
import { createSends, type Sends } from './messaging/sends.js';
import { createTypists, type Typists } from './messaging/typists.js';
import { createNodes, type Nodes } from './nodes/nodes.js';
import { measureDeliveries } from './notifications/measure-deliveries.js';
import { type Notifications, startNotifications } from './notifications/notifications.js';
import { createGateways, type Gateways } from './payments/gateways.js';
import { watchForForgottenRights } from './policy/guard.js';
import { createPresences, type Presences } from './presence/presences.js';
import { createTelegramBot, type TelegramBot } from './providers/telegram/bot.js';
import { breakable } from './rates/breaker.js';
import { createMemoryBuckets } from './rates/memory-buckets.js';
import { createRates, type Rates } from './rates/rates.js';
import { createRedisBuckets } from './rates/redis-buckets.js';
import { createMemoryLeaseStore } from './realtime/leases/memory-store.js';
import { createRedisLeaseStore } from './realtime/leases/redis-store.js';
import type { LeaseStore } from './realtime/leases/store.js';
import { createMemoryBroker } from './realtime/memory-broker.js';
import { type Realtime, startRealtime } from './realtime/realtime.js';
import { createRedisBroker } from './realtime/redis-broker.js';
import { connectRedis, redisPrefix } from './redis.js';
import { createLogger } from './server/logger.js';
import { createMetrics, type Metrics } from './server/metrics.js';
import { createServer } from './server/server.js';
import { createTracing, type Tracing } from './server/tracing.js';
import { openStorage, type Storage } from './storage/storage.js';

/** Everything that lives as long as the process. */
import { telegramWorkers, workers } from './workers.js';

export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  /** Set when people may also sign in elsewhere (AUTH_JWKS_URL). */
  readonly identityProvider: IdentityProvider | undefined;
  readonly realtime: Realtime;
  /** Who is online, who types, who looks at what. */
  readonly leases: LeaseStore;
  readonly presences: Presences;
  /** Who is connected, here and elsewhere. */
  readonly nodes: Nodes;
  /** The dashboards that somebody follows here. */
  readonly boards: Boards;
  readonly jobs: Jobs;
  /** Messages on their way to the database. */
  readonly sends: Sends;
  /** The ways to be paid. */
  readonly gateways: Gateways;
  readonly notifications: Notifications;
  readonly typists: Typists;
  /** The bytes of what people upload. */
  readonly storage: Storage;
  /** Signed links to them. */
  readonly links: Links;
  readonly rates: Rates;
  /** Undefined when none is set up. */
  readonly telegram: TelegramBot | undefined;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** For commands; undefined when this is the only node. Fails at once while Redis is down. */
  readonly redis: Redis | undefined;
  /** Listens from here on. Answers the address that it got. */
  listen(): Promise<{ port: number; url: string }>;
  /** Lets running requests end, then closes everything in the reverse order of its making. */
  close(): Promise<void>;
}

export interface AppOptions {
  /** An embedded database that is not on the disk, made from a dump. For tests. */
  inMemory?: { template: Blob };
}

export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const closers = new Closers();
  if (!config.production) {
    watchForForgottenRights();
    watchForQueriesOutside();
  }
  try {
    const log = createLogger(config);
    const database = closers.add(
      await openDatabase({
        url: config.databaseUrl,
        dataDir: options.inMemory === undefined ? config.dataDir : null,
        template: options.inMemory?.template,
        statementTimeoutMs: config.limits.LIMIT_EXECUTION_MS,
        poolSize: config.databasePool,
      }),
    );
    await migrate(database);
    if (config.production) await refuseDemoAccounts(database);
    if (config.demo) await seedDemo(database);
    const { external } = config.auth;
    const identityProvider = external === undefined ? undefined : createIdentityProvider(external);
    const metrics = createMetrics(database);
    const tracing = closers.add(createTracing(config));
    const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, log, 'commands');
    if (redis !== undefined) closers.add({ close: async () => redis.disconnect() });
    const broker =
      config.redisUrl === undefined || redis === undefined
        ? createMemoryBroker()
        : createRedisBroker({
            publisher: redis,
            subscriber: connectRedis(config.redisUrl, log, 'subscriber'),
            prefix: redisPrefix,
          });
    const realtime = closers.add(startRealtime({ database, broker, secret: config.auth.secret, logger: log }));
    closers.add(startSealing(database, log));
    const boards = closers.add(createBoards({ database, hubs: realtime.hubs, log }));
    const leases = closers.add(
      config.redisUrl === undefined || redis === undefined
        ? createMemoryLeaseStore()
        : redisLeases(redis, connectRedis(config.redisUrl, log, 'leases')),
    );
    const nodes = closers.add(
      createNodes({
        database,
        realtime,
        metrics,
        leases,
        redis:
          config.redisUrl === undefined || redis === undefined
            ? undefined
            : { commands: redis, subscriber: connectRedis(config.redisUrl, log, 'nodes') },
      }),
    );
    const typists = createTypists(leases, () => log.debug('Who types is not told while Redis is down'));
    const presences = closers.add(createPresences(database, leases, log, typists.left));
    const jobs = closers.add(createJobs({ database, log }));
    const rates = createRates({
      own: createMemoryBuckets(),
      shared:
        redis &&
        breakable(createRedisBuckets(redis, redisPrefix), {
          changed: (open) =>
            open
              ? log.warn('Redis does not answer in time: rates are counted by this node alone')
              : log.info('Rates are counted by all nodes again'),
        }),
      refused: (kind) => metrics.rateRefusals.inc({ kind }),
    });
    const telegram = createTelegramBot({ config, database, jobs, rates });
    const notifications = closers.add(startNotifications({ config, database, log, telegram }));
    measureDeliveries(metrics.registry, database);
    const close = () => closers.close();
    const app: App = {
      config,
      log,
      database,
      identityProvider,
      realtime,
      leases,
      presences,
      nodes,
      boards,
      jobs,
      sends: createSends(database),
      gateways: createGateways(config),
      notifications,
      typists,
      storage: await openStorage(config),
      links: createLinks(config.auth.secret),
      rates,
      telegram,
      metrics,
      tracing,
      redis,
      async listen() {
        return closers.add(createServer(app)).listen();
      },
      close,
      [Symbol.asyncDispose]: close,
    };
    await jobs.start(app, app.telegram === undefined ? workers : [...workers, ...telegramWorkers]);
    return app;
  } catch (error) {
    await closers.close();
    throw error;
  }
}

function redisLeases(commands: Redis, subscriber: Redis): LeaseStore {
  const store = createRedisLeaseStore({ commands, subscriber, prefix: redisPrefix });
  return {
    ...store,
    async close() {
      await store.close();
      subscriber.disconnect();
    },
  };
}
