import type { Database } from '../database/client.js';
import { transact } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { alsoFor, conversationStatusChanged } from './events.js';
import { hearers } from './participants-of.js';

const batch = 500;

/** Opens what has slept until now. Answers how many there were. */
export async function wakeConversations(database: Database): Promise<number> {
  const due = await database.query<{ id: string }>(
    `SELECT id::text AS id FROM conversation WHERE status = 'SNOOZED' AND snoozed_until <= now() ORDER BY snoozed_until LIMIT $1`,
    [batch],
  );
  let woken = 0;
  for (const { id } of due) if (await wake(database, id)) woken++;
  return woken;
}

/** False when somebody else was faster, or has put it to sleep for longer. */
function wake(database: Database, conversationId: string): Promise<boolean> {
  return transact(database, async (tx) => {
    const [row] = await tx.$queryRaw<Array<{ property_id: string | null; version: number }>>`
      UPDATE conversation SET status = 'ACTIVE', snoozed_until = NULL, version = version + 1
      WHERE id = ${conversationId}::uuid AND status = 'SNOOZED' AND snoozed_until <= now()
      RETURNING property_id::text AS property_id, version`;
    if (row === undefined) return false;
    const { property_id: propertyId, version } = row;
    const event = conversationStatusChanged(system, {
      conversationId,
      propertyId,
      from: 'SNOOZED',
      to: 'ACTIVE',
      version,
    });
    append(tx, alsoFor(event, await hearers(tx, conversationId)));
    return true;
  });
}
