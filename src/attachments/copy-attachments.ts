import { randomUUID } from 'node:crypto';
import type { App } from '../app.js';
import type { Attachment } from '../generated/prisma/client.js';
import { originalKey, previewKey } from './keys.js';

/** The same files once more, for somebody to send in another conversation. What is not sent then is swept. */
export async function copyAttachments(
  { database, storage }: Pick<App, 'database' | 'storage'>,
  attachments: readonly Attachment[],
  to: { conversationId: string; uploaderId: string },
): Promise<string[]> {
  const ids: string[] = [];
  for (const { messageId: _, position: __, createdAt: ___, changedAt: ____, ...original } of attachments) {
    const id = randomUUID();
    // The row first: bytes that no row knows of would stay for ever.
    await database.prisma.attachment.create({ data: { ...original, ...to, id, state: 'RECEIVING' } });
    await storage.copy(originalKey(original.id), originalKey(id));
    if (original.kind === 'IMAGE') await storage.copy(previewKey(original.id), previewKey(id));
    await database.prisma.attachment.updateMany({ where: { id, state: 'RECEIVING' }, data: { state: 'READY' } });
    ids.push(id);
  }
  return ids;
}
