import { Refusal } from '../errors.js';
import type { ConversationStatus } from '../generated/prisma/enums.js';

/** What can follow on what. A message brings back what was put away or to sleep; what is closed takes none. */
export const conversationTransitions: Readonly<Record<ConversationStatus, readonly ConversationStatus[]>> = {
  ACTIVE: ['SNOOZED', 'ARCHIVED', 'CLOSED'],
  SNOOZED: ['ACTIVE', 'ARCHIVED', 'CLOSED'],
  ARCHIVED: ['ACTIVE', 'CLOSED'],
  CLOSED: ['ACTIVE'],
};

export function refuseConversationTransition(from: ConversationStatus, to: ConversationStatus): void {
  const allowed = conversationTransitions[from];
  if (!allowed.includes(to)) throw new Refusal('INVALID_TRANSITION', { from, allowed, field: 'status' });
}
