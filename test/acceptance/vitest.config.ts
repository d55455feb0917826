import { createRequire } from 'node:module';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { sayWhatIsMissing } from '../support/missing-services.js';
import { postgresqlPrograms, redisIsInstalled } from '../support/programs.js';

sayWhatIsMissing();

// As in the configuration of the other tests: one graphql for our files and for packages.
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] };

const shared = {
  environment: 'node' as const,
  include: ['test/acceptance/**/*.test.ts'],
  testTimeout: 120_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 15_000 } },
  isolate: false,
};

const oneNode: TestProjectInlineConfiguration = {
  resolve: oneGraphql,
  test: { ...shared, name: 'one node', globalSetup: ['test/support/embedded-template.ts'] },
};

const twoNodes: TestProjectInlineConfiguration = {
  resolve: oneGraphql,
  test: { ...shared, name: 'two nodes', globalSetup: ['test/support/postgresql-server.ts'] },
};

/** Five businesses, played by real clients: on the embedded database, and on two nodes with PostgreSQL and Redis. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    // A story is about how soon things arrive: two at once are what two cores carry.
    maxWorkers: 2,
    projects: [oneNode, ...(postgresqlPrograms() === undefined || !redisIsInstalled() ? [] : [twoNodes])],
  },
});
