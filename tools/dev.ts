/**
 * `npm run dev`: the server starts again when its source changes, the console changes in the browser as one types, and
 * its typed operations follow its `.graphql` files. The console is served by Vite, which passes everything else on.
 */
import { relative, resolve, sep } from 'node:path';
import { createServer, type Plugin } from 'vite';
import { documents } from './build-steps.js';
import { RestartingServer } from './restarting-server.js';
import { make } from './stale.js';

const api = `http://localhost:${process.env.PORT ?? '4000'}`;
const sources = resolve('src');
const isIn = (folder: string, path: string) => path.startsWith(folder + sep);

let server: RestartingServer | undefined;
let making = Promise.resolve();

function changed(path: string): void {
  // The published client is a part of the console.
  if (isIn(sources, path) && !isIn(resolve('src/client'), path)) {
    if (!path.endsWith('.ts')) return;
    console.log(`${relative('.', path)} has changed: the server starts again.`);
    server?.changed();
  } else if (path.endsWith('.graphql'))
    making = making
      .then(() => make(documents))
      .catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
}

/** As a plugin, so that it still watches when Vite has started itself again for another configuration. */
const watching: Plugin = {
  name: 'beside-the-console',
  configureServer({ watcher }) {
    watcher.add(sources);
    for (const happening of ['add', 'change', 'unlink'] as const) watcher.on(happening, changed);
  },
};

const vite = await createServer({
  configFile: 'web/vite.config.ts',
  plugins: [watching],
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
console.log(`The console that reloads: ${address}`);
server = new RestartingServer({ ALLOWED_ORIGINS: new URL(address).origin, ...process.env });

// Vite would end the process at once, and leave the server behind.
process.removeAllListeners('SIGTERM');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

/** The terminal sends Ctrl-C to both, and npm sends it once more. Vite has nothing that could be lost. */
async function end(): Promise<void> {
  await server?.end();
  process.exit(0);
}
