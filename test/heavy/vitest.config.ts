import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** What proves a promise by force and takes its time: `.ci/run` calls it, `npm test` does not. */
export default defineConfig({
  // As in the other suites: one graphql for our files and for packages.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    include: ['test/heavy/**/*.test.ts'],
    globalSetup: ['test/support/built-program.ts', 'test/support/embedded-template.ts'],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 1,
  },
});
