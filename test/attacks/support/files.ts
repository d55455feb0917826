import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { originalKey } from '../../../src/attachments/keys.js';
import type { Database } from '../../../src/database/client.js';

/** The bytes of the files that are in the database, where a node looks for them. */
export async function layFiles({ prisma }: Pick<Database, 'prisma'>, ...directories: string[]): Promise<void> {
  for (const { id } of await prisma.attachment.findMany({ select: { id: true } }))
    for (const directory of directories) {
      const path = join(directory, originalKey(id));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, '.');
    }
}
