import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import type { Message } from '../generated/prisma/client.js';
import { sendInto } from './send-into.js';
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
    select: { body: true, deletedAt: true },
  });
  if (original === null) throw new Fault('NOT_FOUND');
  if (original.deletedAt !== null) throw new Refusal('MESSAGE_DELETED');
  const { body } = original;
  const message = { conversationId, body, clientMessageId, forwardedFromId: id };
  return { message: await sendInto(context, 'forwardMessage', message) };
}
