import { defineConfig } from 'vitest/config';

/** What speaks to the database runs on both; the rest runs once. */
const onBothDatabases = [
  'test/accounts/**/*.test.ts',
  'test/properties/**/*.test.ts',
  'test/schema/**/*.test.ts',
  'test/database/**/*.test.ts',
  'test/realtime/**/*.test.ts',
  'test/jobs/**/*.test.ts',
];

const shared = { environment: 'node' as const, testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'embedded',
          include: ['test/**/*.test.ts'],
          exclude: ['test/attacks/**', 'test/faults/**', 'test/bench/**', 'test/browser/**'],
          globalSetup: ['test/support/embedded-template.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'postgresql',
          include: onBothDatabases,
          globalSetup: ['test/support/postgresql-server.ts'],
        },
      },
    ],
  },
});
