import type { Transaction } from '../database/transaction.js';

/** Those who hear of a conversation in their own streams: who takes part, but no staff that does not work there any more. */
export async function hearers(tx: Transaction, conversationId: string): Promise<string[]> {
  const people = await tx.$queryRaw<Array<{ user_id: string }>>`
    SELECT p.user_id::text FROM participant p JOIN conversation c ON c.id = p.conversation_id
    WHERE p.conversation_id = ${conversationId}::uuid AND (p.role <> 'STAFF' OR EXISTS (
      SELECT 1 FROM membership m WHERE m.property_id = c.property_id AND m.user_id = p.user_id))`;
  return people.map(({ user_id }) => user_id);
}
