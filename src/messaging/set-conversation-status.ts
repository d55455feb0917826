import { actorOf, type Context } from '../context.js';
import { Refusal } from '../errors.js';
import type { ConversationStatus } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { alsoFor, conversationStatusChanged } from './events.js';
import { hearers } from './participants-of.js';
import { refuseConversationTransition } from './states.js';

export interface ConversationStatusChange {
  conversationId: string;
  status: ConversationStatus;
  snoozedUntil?: Date | null | undefined;
  expectedVersion?: number | null | undefined;
}

export async function setConversationStatus(context: Context, input: ConversationStatusChange) {
  const actor = actorOf(context);
  const { conversationId, status: to } = input;
  const snoozedUntil = input.snoozedUntil ?? null;
  return write(context, async (tx) => {
    const { about, propertyId, status: from, version } = await lockConversation(tx, actor, conversationId);
    authorize(actor, 'setConversationStatus', about);
    refuseOtherVersion(input.expectedVersion, version);
    refuseConversationTransition(from, to);
    refuseUnfitTime(to, snoozedUntil);
    await tx.conversation.update({
      where: { id: conversationId },
      data: { status: to, snoozedUntil, version: { increment: 1 } },
    });
    const event = conversationStatusChanged(actor, { conversationId, propertyId, from, to, version: version + 1 });
    append(tx, alsoFor(event, await hearers(tx, conversationId)));
    return { conversationId };
  });
}

function refuseUnfitTime(status: ConversationStatus, until: Date | null): void {
  const field = 'snoozedUntil';
  if (status === 'SNOOZED' && (until === null || until <= new Date()))
    throw new Refusal('INVALID_INPUT', { field, message: 'Say until when it sleeps: a time to come.' });
  if (status !== 'SNOOZED' && until !== null)
    throw new Refusal('INVALID_INPUT', { field, message: 'Only what sleeps has a time to wake up.' });
}
