import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { lockDirectory } from './directory-lock.js';

/**
 * Opens the embedded PostgreSQL in a directory, or in memory. Every commit is handed to the operating system before it is
 * acknowledged (`relaxedDurability` is off), so it survives the death of this process, however it dies. PGlite never asks
 * the disk to have written it (it runs PostgreSQL with `-F`): a power cut or a crash of the machine can lose the last
 * commits or damage the database.
 *
 * Throws `DirectoryLocked` while another process has it.
 */
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
