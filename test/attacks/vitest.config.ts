import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { sayWhatIsMissing } from '../support/missing-services.js';
import { postgresqlPrograms, redisIsInstalled } from '../support/programs.js';

sayWhatIsMissing();

/** What does not depend on the number of nodes: once is enough. */
const once = ['console', 'inside-names', 'packages', 'start', 'trusted-documents', 'unexpected'].map(
  (name) => `test/attacks/${name}.test.ts`,
);

/**
 * One after the other: then what leaves nothing as it was, and at the end what looks at what all of them have left behind.
 */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const last = ['fuzz.test.ts', 'afterwards.test.ts'];
    const place = ({ moduleId, project }: TestSpecification) =>
      `${project.name} ${last.findIndex((name) => moduleId.endsWith(name)) + 1} ${moduleId}`;
    return files.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
  }
}

const shared = {
  environment: 'node' as const,
  include: ['test/attacks/**/*.test.ts'],
  // What a test waits for comes when it comes: what never comes is found all the same.
  testTimeout: 180_000,
  hookTimeout: 300_000,
  isolate: false,
  fileParallelism: false,
  // Of the tests that say that they may run beside each other.
  maxConcurrency: 16,
};

// As in the other suites: one graphql for our files and for packages.
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] };

/** The built program, attacked from outside: one node on the embedded database, two on PostgreSQL and Redis. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    sequence: { sequencer: InOrder },
    reporters: ['default', './test/attacks/support/count-cases.ts'],
    projects: [
      {
        resolve: oneGraphql,
        test: { ...shared, name: 'one node', globalSetup: ['test/attacks/support/one-node.ts'] },
      },
      ...(postgresqlPrograms() === undefined || !redisIsInstalled()
        ? []
        : [
            {
              resolve: oneGraphql,
              test: {
                ...shared,
                name: 'two nodes',
                exclude: once,
                globalSetup: ['test/attacks/support/two-nodes.ts'],
              },
            },
          ]),
    ],
  },
});
