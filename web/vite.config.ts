import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { themeVariables } from './theme-variables.js';

/** The console and the page of GraphiQL. Both live under a CSP without inline script: everything is a file of its own. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), themeVariables()],
  resolve: {
    // The published entrances, from their sources: the console is built before, or beside, what is published.
    alias: {
      'frontdesk/client': new URL('../src/client/index.ts', import.meta.url).pathname,
      'frontdesk/react': new URL('../src/client/react/index.ts', import.meta.url).pathname,
    },
  },
  worker: { format: 'es' },
  // They name the workers of the editor in words of Vite, which what bundles dependencies for `npm run dev` fails on.
  optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5_000,
    target: 'es2022',
    rolldownOptions: {
      input: [
        fileURLToPath(new URL('index.html', import.meta.url)),
        fileURLToPath(new URL('graphiql.html', import.meta.url)),
      ],
      onLog(level, log, handle) {
        // Hints of libraries to a compiler that is not at work here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
