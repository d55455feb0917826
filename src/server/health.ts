import type { App } from '../app.js';

/** Whether the process should get requests: its database answers, Redis too where there is one, and it is not leaving. */
export async function readiness(
  app: App,
  draining: boolean,
): Promise<{ ready: boolean; checks: Record<string, string> }> {
  const [database, redis] = await Promise.all([
    answers(() => app.database.query('SELECT 1')),
    app.redis === undefined ? 'none' : answers(() => app.redis?.ping()),
  ]);
  const checks = { database, redis, draining: draining ? 'yes' : 'no' };
  // Feeds and mutations work without Redis, from the database: a node without it is still of use.
  return { ready: database === 'ok' && !draining, checks };
}

async function answers(ask: () => unknown): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('does not answer'), 2_000);
  });
  const asked = Promise.resolve()
    .then(ask)
    .then(
      () => 'ok',
      () => 'does not answer',
    );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
