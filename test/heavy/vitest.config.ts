import { defineConfig } from 'vitest/config';

/** What proves a promise by force and takes its time: `.ci/run` calls it, `npm test` does not. */
export default defineConfig({
  test: {
    include: ['test/heavy/**/*.test.ts'],
    globalSetup: ['test/support/built-program.ts'],
    testTimeout: 600_000,
    maxWorkers: 1,
  },
});
