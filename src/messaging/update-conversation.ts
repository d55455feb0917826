import { actorOf, type Context } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { alsoFor, conversationUpdated } from './events.js';
import { hearers } from './participants-of.js';

export interface ConversationChange {
  conversationId: string;
  /** Left out: it stays. Null: none. */
  subject?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

/** Nothing is written, and nobody told, when nothing is different. */
export async function updateConversation(context: Context, input: ConversationChange) {
  const actor = actorOf(context);
  const { conversationId } = input;
  return write(context, async (tx) => {
    const current = await lockConversation(tx, actor, conversationId);
    authorize(actor, 'updateConversation', current.about);
    refuseOtherVersion(input.expectedVersion, current.version);
    const subject = input.subject === undefined ? current.subject : input.subject || null;
    if (subject === current.subject) return { conversationId };
    if (subject === null && current.kind === 'ROOM')
      throw new Refusal('INVALID_INPUT', { field: 'subject', message: 'A room has a name.' });
    const { version } = await tx.conversation.update({
      where: { id: conversationId },
      data: { subject, version: { increment: 1 } },
      select: { version: true },
    });
    const { propertyId } = current;
    const event = conversationUpdated(actor, { conversationId, propertyId, changes: ['subject'], version });
    append(tx, alsoFor(event, await hearers(tx, conversationId)));
    return { conversationId };
  });
}
