import { createRequire } from 'node:module';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { longer } from './test/support/longer.js';
import { sayWhatIsMissing } from './test/support/missing-services.js';
import { postgresqlPrograms } from './test/support/programs.js';

sayWhatIsMissing();

/**
 * What speaks to the database runs on both, the rest once. `npm test` has five minutes: it leaves PostgreSQL, and what takes
 * longer, to CI, and to `npx vitest run`, which is everything.
 */
const onBothDatabases = [
  'test/accounts/**/*.test.ts',
  'test/properties/**/*.test.ts',
  'test/offerings/**/*.test.ts',
  'test/bookings/**/*.test.ts',
  'test/providers/**/*.test.ts',
  'test/payments/**/*.test.ts',
  'test/orders/**/*.test.ts',
  'test/dashboard/**/*.test.ts',
  'test/alerts/**/*.test.ts',
  'test/activity/**/*.test.ts',
  'test/audit/**/*.test.ts',
  'test/messaging/**/*.test.ts',
  'test/notifications/**/*.test.ts',
  'test/attachments/**/*.test.ts',
  'test/presence/**/*.test.ts',
  'test/schema/**/*.test.ts',
  'test/database/**/*.test.ts',
  'test/realtime/**/*.test.ts',
  'test/documentation/clients.test.ts',
  'test/jobs/**/*.test.ts',
  'test/policy/matrix.test.ts',
  'test/nodes/two-nodes.test.ts',
  'test/demo/**/*.test.ts',
  'test/client/real.test.ts',
  'test/rates/two-nodes.test.ts',
];

/** Within those folders, what never asks one. */
const withoutDatabase = [
  'test/accounts/device-name.test.ts',
  'test/bookings/slots.test.ts',
  'test/database/lookup.test.ts',
  'test/realtime/leases/**/*.test.ts',
  'test/realtime/*-broker.test.ts',
  'test/realtime/transport/frame*.test.ts',
  'test/realtime/transport/writer-loop.test.ts',
  'test/schema/documented-names.test.ts',
  'test/schema/errors.test.ts',
  'test/schema/schema.test.ts',
  'test/schema/search-text.test.ts',
];

/** It turns the clock forward by hours: whatever another file of its worker left behind would live through them, too. */
const byItself = 'test/realtime/interleavings.test.ts';

// Vite would take graphql's "module" build for our files while packages get "main": two of them do not know each other.
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] };

const shared = {
  environment: 'node' as const,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What a test waits for comes when it comes: on a busy machine that can take more than the second that is the default.
  expect: { poll: { timeout: 15_000 } },
  maxWorkers: 3,
  // The app is loaded once for each worker, not once for each file: what a file leaves behind, the next one would find.
  isolate: false,
};

const embedded: TestProjectInlineConfiguration = {
  resolve: oneGraphql,
  test: {
    ...shared,
    name: 'embedded',
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/process/**',
      'test/heavy/**',
      'test/acceptance/**',
      'test/attacks/**',
      'test/faults/**',
      'test/bench/**',
      'test/browser/**',
      byItself,
      ...longer,
      // Thousands of requests, and a program for each client: PostgreSQL has them.
      'test/policy/matrix.test.ts',
      'test/documentation/clients.test.ts',
    ],
    globalSetup: ['test/support/embedded-template.ts'],
  },
};

const postgresql: TestProjectInlineConfiguration = {
  resolve: oneGraphql,
  test: {
    ...shared,
    name: 'postgresql',
    include: onBothDatabases,
    exclude: [byItself, ...withoutDatabase],
    globalSetup: ['test/support/postgresql-server.ts'],
  },
};

/** The built program, started as users start it. */
const program: TestProjectInlineConfiguration = {
  resolve: oneGraphql,
  test: {
    ...shared,
    name: 'program',
    // Each of them starts processes, and a new database takes seconds on a busy machine.
    testTimeout: 120_000,
    include: ['test/process/**/*.test.ts', byItself],
    exclude: longer,
    globalSetup: ['test/support/built-program.ts'],
  },
};

/** On the embedded database. PostgreSQL has most of it in its own project. */
const longerTests: TestProjectInlineConfiguration = {
  resolve: oneGraphql,
  test: {
    ...shared,
    name: 'longer',
    testTimeout: 120_000,
    include: longer,
    globalSetup: ['test/support/built-program.ts', 'test/support/embedded-template.ts'],
  },
};

export default defineConfig({
  test: { projects: [embedded, ...(postgresqlPrograms() === undefined ? [] : [postgresql]), program, longerTests] },
});
