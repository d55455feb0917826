import { inject } from 'vitest';
import { type App, type AppOptions, createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { newDatabase, type TestDatabase } from './database.js';

export interface Answer<Data = Record<string, unknown>> {
  status: number;
  data: Data | null;
  errors?: Array<{ message: string; path?: unknown[]; extensions: { code: string; requestId?: string } }>;
  extensions?: Record<string, unknown>;
}

export interface RunningApp extends AsyncDisposable {
  readonly app: App;
  readonly url: string;
  /** Posts an operation, as whoever the token belongs to. `Data` is what the test expects to read. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into an answer that it has asked for itself.
  ask<Data = any>(document: string, variables?: object, token?: string | null): Promise<Answer<Data>>;
  close(): Promise<void>;
}

/** The real app on a free port, with a database of its own on the engine of the running project. */
export async function startApp(env: Record<string, string> = {}, options: AppOptions = {}): Promise<RunningApp> {
  const database = await newDatabase(inject('engine'));
  return startNode(database, env, () => database.drop(), options);
}

/** One more node on that database. `afterwards` runs when it is closed. */
export async function startNode(
  database: TestDatabase,
  env: Record<string, string> = {},
  afterwards: () => Promise<void> = async () => {},
  options: AppOptions = {},
): Promise<RunningApp> {
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', DEMO: '0', NODE_ENV: 'test', ...database.env, ...env });
  const app = await createApp(config, { ...database.options, ...options });
  const { url } = await app.listen();
  const close = async () => {
    await app.close();
    await afterwards();
  };
  return {
    app,
    url,
    async ask(document, variables, token) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token != null && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ query: document, variables }),
      });
      return { status: response.status, ...((await response.json()) as Omit<Answer<never>, 'status'>) };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
