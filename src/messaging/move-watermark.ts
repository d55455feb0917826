import type { UserActor } from '../actor.js';
import { withRetries } from '../database/batches.js';
import type { Database } from '../database/client.js';
import type { ReceiptKind } from '../generated/prisma/enums.js';
import { type EventRow, pokesOf } from './event-rows.js';
import { readStatement } from './read-statement.js';

export interface Watermark {
  conversationId: string;
  propertyId: string | null;
  kind: ReceiptKind;
  /** Up to where. Null: to the end. */
  sequence: number | null;
}

/** Who works at the property reads for it too, whether or not they take part. */
export async function moveWatermark(
  database: Database,
  me: UserActor,
  { conversationId, propertyId, kind, sequence }: Watermark,
) {
  const isDesk = propertyId !== null && me.memberships.has(propertyId);
  const [row] = await withRetries(() =>
    database.query<{ events: EventRow[] | null }>(readStatement, [
      conversationId,
      me.id,
      sequence,
      kind,
      me.key,
      isDesk,
    ]),
  );
  database.appended(pokesOf(row?.events ?? []));
}
