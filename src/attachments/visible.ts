import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { visibleMessages } from '../messaging/visible.js';

/** Those of the messages that one may read, and what one has uploaded oneself: that stays one's own. */
export function visibleAttachments(actor: Actor | null): Prisma.AttachmentWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  return {
    OR: [
      { state: 'READY', message: { AND: [visibleMessages(actor)] } },
      { state: { not: 'REMOVED' }, uploaderId: actor.id },
    ],
  };
}
