import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take minutes, the longest first: what begins last is short, and no core waits for the other at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const longest = ['races', 'adding-a-domain', 'commands', 'fresh-clone', 'churn', 'deployment'];
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return found === -1 ? longest.length : found;
    };
    return files.toSorted((one, other) => place(one) - place(other) || (one.moduleId < other.moduleId ? -1 : 1));
  }
}

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
    // Many of them wait for what they have started, and none judges how fast something is.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
