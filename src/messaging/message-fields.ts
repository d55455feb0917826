import type { EventFieldBuilder } from '../schema/event.js';
import { mayOutlastAccess } from './conversation-fields.js';
import { Message } from './message.js';
import { visibleMessages } from './visible.js';

/** The message of an event, for the same readers as `conversationField`. */
export function messageField<Payload extends { messageId: string | null }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Message,
    nullable: true,
    description: 'The message as it is now. Null for those who may not see it any more.',
    resolve(query, { event }, _args, { app, actor }) {
      const id = event.payload.messageId;
      if (id === null || actor?.kind !== 'user') return null;
      const where = mayOutlastAccess(event) ? { id, AND: [visibleMessages(actor)] } : { id };
      return app.database.prisma.message.findUnique({ ...query, where });
    },
  });
}
