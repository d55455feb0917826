import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { lockDirectory } from './directory-lock.js';

/** Opens the embedded PostgreSQL in a directory, or in memory. Throws `DirectoryLocked` while another process has it. */
export async function openEmbedded(
  dataDir: string | null,
  template?: Blob,
): Promise<{ pglite: PGlite; release: () => Promise<void> }> {
  if (dataDir === null)
    return {
      pglite: await PGlite.create({
        extensions: { btree_gist },
        ...(template !== undefined && { loadDataDir: template }),
      }),
      release: async () => {},
    };
  await mkdir(dataDir, { recursive: true });
  const release = await lockDirectory(dataDir);
  try {
    const pglite = await PGlite.create({ dataDir: `${dataDir}/database`, extensions: { btree_gist } });
    return { pglite, release };
  } catch (error) {
    await release();
    throw error;
  }
}
