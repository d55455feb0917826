import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartupFailure } from '../process/startup-failure.js';

const texts = z.union([
  z.array(z.string()),
  z.record(z.string(), z.string()).transform((named) => Object.values(named)),
]);

/** The documents of that file (TRUSTED_DOCUMENTS). Throws `StartupFailure` when they cannot be read. */
export function readTrustedDocuments(path: string): ReadonlySet<string> {
  try {
    return new Set(texts.parse(JSON.parse(readFileSync(path, 'utf8'))));
  } catch {
    throw new StartupFailure(
      `TRUSTED_DOCUMENTS: ${path} is no JSON file with a list of documents, or with an object that has them as values.`,
    );
  }
}
