import type { UserActor } from '../actor.js';
import { Prisma } from '../generated/prisma/client.js';
import { type Page, visibleTo, within } from './conversation-list.js';

export interface WordsIn {
  text: string;
  conversationId: string | undefined;
  propertyId: string | undefined;
}

/** The ids of a page of what was found. Rights are in the statement: what one may not see is not there. */
export function searchPage(actor: UserActor, { text, conversationId, propertyId }: WordsIn, page: Page): Prisma.Sql {
  const direction = page.inverted ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const all = [
    Prisma.sql`to_tsvector('simple', m.body) @@ websearch_to_tsquery('simple', ${text})`,
    Prisma.sql`m.deleted_at IS NULL`,
    visibleTo(actor),
    within(Prisma.sql`(m.created_at, m.id)`, page),
  ];
  if (conversationId !== undefined) all.push(Prisma.sql`m.conversation_id = ${conversationId}::uuid`);
  if (propertyId !== undefined) all.push(Prisma.sql`c.property_id = ${propertyId}::uuid`);
  return Prisma.sql`
    SELECT m.id::text AS id FROM message m JOIN conversation c ON c.id = m.conversation_id
    LEFT JOIN participant mine ON mine.conversation_id = c.id AND mine.user_id = ${actor.id}::uuid
    WHERE ${Prisma.join(all, ' AND ')} ORDER BY m.created_at ${direction}, m.id ${direction} LIMIT ${page.limit}`;
}
