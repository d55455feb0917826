import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A directory of its own for uploads, as a STORAGE_URL. */
export async function uploadsDirectory() {
  const path = await mkdtemp(join(tmpdir(), 'frontdesk-test-uploads-'));
  return { storageUrl: pathToFileURL(path).href, remove: () => rm(path, { recursive: true, force: true }) };
}
