import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// As in the configuration of the other tests: one graphql for our files and for packages.
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] };

const shared = {
  environment: 'node' as const,
  include: ['test/browser/**/*.test.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // A browser, a server and a database share what may be a small machine.
  expect: { poll: { timeout: 20_000 } },
  // The app is loaded once for each worker, not once for each file.
  isolate: false,
};

/** The built console in a real Chromium, against the real server on both databases. Build first: `npm run build`. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    // A page waits for its server, and the server for its page: alone, a story leaves most of a second core unused.
    maxWorkers: 2,
    projects: [
      {
        resolve: oneGraphql,
        test: { ...shared, name: 'embedded', globalSetup: ['test/support/embedded-template.ts'] },
      },
      {
        resolve: oneGraphql,
        test: {
          ...shared,
          name: 'postgresql',
          // The stories: how a screen looks does not depend on the database.
          include: ['bookings', 'conversations', 'operations'].map((story) => `test/browser/${story}.test.ts`),
          globalSetup: ['test/support/postgresql-server.ts'],
        },
      },
    ],
  },
});
