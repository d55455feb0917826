import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { settings } from '../src/config.js';
import { limitSettings } from '../src/limits.js';
import { permissionsDocument } from '../src/policy/print.js';
import { printedSchema } from '../src/schema/print.js';
import { replaceSection, settingsTable } from './settings-table.js';

/** Files that are committed though the code says what stands in them: readers find them, and reviews show what changed. */
const committed: ReadonlyArray<{ path: string; content: (present: string) => string }> = [
  { path: 'schema.graphql', content: () => printedSchema() },
  { path: 'docs/permissions.md', content: () => permissionsDocument() },
  {
    path: 'README.md',
    content: (present) =>
      replaceSection(
        replaceSection(present, 'configuration', settingsTable(settings)),
        'limits',
        settingsTable(limitSettings),
      ),
  },
];

/** The paths of those that say something else than the code. */
export async function outdatedDocuments(): Promise<string[]> {
  const outdated: string[] = [];
  for (const { path, content } of committed) {
    const present = await readFile(path, 'utf8').catch(() => '');
    if (content(present) !== present) outdated.push(path);
  }
  return outdated;
}

/** Writes them anew, and answers which of them changed. */
export async function writeDocuments(): Promise<string[]> {
  const outdated = await outdatedDocuments();
  for (const { path, content } of committed.filter((document) => outdated.includes(document.path))) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content(await readFile(path, 'utf8').catch(() => '')));
  }
  return outdated;
}
