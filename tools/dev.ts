/**
 * `npm run dev`: the server starts again when its source changes, the console changes in the browser as one types, and
 * its typed operations follow its `.graphql` files. The console is served by Vite, which passes everything else on.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'vite';
import { documents } from './build-steps.js';
import { make } from './stale.js';

const api = `http://localhost:${process.env.PORT ?? '4000'}`;

const vite = await createServer({
  configFile: 'web/vite.config.ts',
  server: {
    proxy: {
      '/graphql': { target: api, ws: true },
      '^/(healthz|readyz|metrics)$': api,
      '^/console/(session/.*|settings\\.json)$': api,
    },
  },
});
await vite.listen();
const address = vite.resolvedUrls?.local[0] ?? 'http://localhost:5173/console/';

const server = spawn(
  process.execPath,
  ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'src/main.ts'],
  {
    stdio: 'inherit',
    env: { ALLOWED_ORIGINS: new URL(address).origin, ...process.env },
  },
);
console.log(`The console that reloads: ${address}`);

vite.watcher.on('change', (path) => {
  if (!path.endsWith('.graphql')) return;
  make(documents).catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
});

// The terminal sends Ctrl-C to both, and the server drains before it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
await once(server, 'exit');
await vite.close();
