import type { Logger } from 'pino';
import { createIdentityProvider, type IdentityProvider } from './accounts/identity-provider.js';
import { Closers } from './closers.js';
import type { Config } from './config.js';
import { type Database, openDatabase } from './database/client.js';
import { migrate } from './database/migrate.js';
import { createLogger } from './server/logger.js';
import { createServer } from './server/server.js';

/** Everything that lives as long as the process. */
export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  /** Set when people may also sign in elsewhere (AUTH_JWKS_URL). */
  readonly identityProvider: IdentityProvider | undefined;
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
    const { external } = config.auth;
    const identityProvider = external === undefined ? undefined : createIdentityProvider(external);
    const parts: Pick<App, 'config' | 'log' | 'database' | 'identityProvider'> = {
      config,
      log,
      database,
      identityProvider,
    };
    const close = () => closers.close();
    const app: App = {
      ...parts,
      async listen() {
        return closers.add(createServer(app)).listen();
      },
      close,
      [Symbol.asyncDispose]: close,
    };
    return app;
  } catch (error) {
    await closers.close();
    throw error;
  }
}
