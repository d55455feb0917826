import type { App } from '../app.js';
import { removeFiles } from './receive-upload.js';

const batch = 200;
const mostBatches = 50;

/**
 * For a job: takes away what was uploaded and never sent, and the bytes of what is removed (a deleted message, an erased
 * person). A row goes after its bytes, so that whatever fails in between is done again. Answers how many.
 */
export async function sweepAttachments(app: Pick<App, 'database' | 'storage'>, unsentHours = 24): Promise<number> {
  const { prisma } = app.database;
  await prisma.$executeRaw`
    UPDATE attachment SET state = 'REMOVED', changed_at = now()
    WHERE state <> 'REMOVED' AND message_id IS NULL AND changed_at < now() - make_interval(hours => ${unsentHours}::int)`;
  let swept = 0;
  for (let n = 0; n < mostBatches; n++) {
    const removed = await prisma.attachment.findMany({
      where: { state: 'REMOVED' },
      select: { id: true },
      take: batch,
    });
    for (const { id } of removed) await removeFiles(app, id);
    const ids = removed.map(({ id }) => id);
    swept += (await prisma.attachment.deleteMany({ where: { id: { in: ids }, state: 'REMOVED' } })).count;
    if (removed.length < batch) break;
  }
  return swept;
}
