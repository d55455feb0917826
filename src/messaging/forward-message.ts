import { copyAttachments } from '../attachments/copy-attachments.js';
import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import type { Attachment, Message } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';
import { sendInto } from './send-into.js';
import { sendingAccess } from './sending-access.js';
import { visibleMessages } from './visible.js';

export interface Forwarding {
  messageId: string;
  /** Where to. */
  conversationId: string;
  clientMessageId?: string | null | undefined;
}

/** Says again elsewhere what one may read here. Who cannot read it here does not learn where it comes from. */
export async function forwardMessage(context: Context, input: Forwarding): Promise<{ message: Message }> {
  const me = userOf(context);
  const { messageId: id, conversationId, clientMessageId } = input;
  const original = await context.app.database.prisma.message.findUnique({
    where: { id, AND: [visibleMessages(me)] },
    select: { body: true, deletedAt: true, attachments: { where: { state: 'READY' }, orderBy: { position: 'asc' } } },
  });
  if (original === null) throw new Fault('NOT_FOUND');
  if (original.deletedAt !== null) throw new Refusal('MESSAGE_DELETED');
  const { body, attachments } = original;
  const attachmentIds = attachments.length > 0 ? await copied(context, attachments, conversationId) : [];
  const message = { conversationId, body, clientMessageId, forwardedFromId: id, attachmentIds };
  return { message: await sendInto(context, 'forwardMessage', message) };
}

async function copied(context: Context, attachments: readonly Attachment[], conversationId: string): Promise<string[]> {
  const me = userOf(context);
  const { about } = await sendingAccess(context.app.database, me, conversationId, null);
  authorize(me, 'forwardMessage', about);
  return copyAttachments(context.app, attachments, { conversationId, uploaderId: me.id });
}
