/**
 * `npm run build` makes everything, `--stale` only what is out of date: then it takes a moment and says nothing.
 * `--stale` is for starts: it leaves out the types of the client, which no start needs.
 * `--sources` stops at the generated sources, `--server` leaves out the console. `--generate` (`npm run codegen`) writes
 * the files that are committed though the code says what stands in them.
 */
import { mkdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { DirectoryLocked, lockDirectory } from './src/database/directory-lock.js';
import {
  clientTypes,
  databaseClient,
  documents,
  hasConsole,
  hasDocuments,
  server,
  webConsole,
} from './tools/build-steps.js';
import { Failure } from './tools/run-program.js';
import { isStale, make, type Step } from './tools/stale.js';

const flags = new Set(process.argv.slice(2));

try {
  const release = await alone();
  try {
    await build();
  } finally {
    await release();
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** What does not wait for each other runs at the same time. */
async function build(): Promise<void> {
  if (flags.has('--generate')) {
    await step(databaseClient);
    const { writeDocuments } = await import('./tools/committed-documents.js');
    for (const path of await writeDocuments()) console.log(`Wrote ${path}`);
    if (hasDocuments()) await step(documents);
    return;
  }
  const back = async () => {
    await step(databaseClient);
    if (flags.has('--sources')) return;
    await step(server);
    if (!flags.has('--stale')) await step(clientTypes);
  };
  const front = async () => {
    if (flags.has('--server')) return;
    if (hasDocuments()) await step(documents);
    if (hasConsole() && !flags.has('--sources')) await step(webConsole);
  };
  const results = await Promise.allSettled([back(), front()]);
  const failed = results.filter((result) => result.status === 'rejected').map((result) => result.reason);
  if (failed.length > 0) throw failed.find((reason) => !(reason instanceof Failure)) ?? failed[0];
}

async function step(wanted: Step): Promise<void> {
  if (flags.has('--stale') && !(await isStale(wanted))) return;
  const started = performance.now();
  await make(wanted);
  console.log(`Built the ${wanted.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Two commands that are started at once build one after the other, and the second finds everything made. */
async function alone(): Promise<() => Promise<void>> {
  await mkdir('dist', { recursive: true });
  for (let attempt = 0; attempt < 600; attempt++) {
    try {
      return await lockDirectory('dist');
    } catch (error) {
      if (!(error instanceof DirectoryLocked)) throw error;
      if (attempt === 0) console.log('Another build is running here: waiting for it.');
      await wait(200);
    }
  }
  throw new Failure('Another build has been running here for two minutes. End it and try again.');
}
