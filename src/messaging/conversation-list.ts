import type { UserActor } from '../actor.js';
import { Prisma } from '../generated/prisma/client.js';
import type { ConversationKind, ConversationStatus } from '../generated/prisma/enums.js';
import type { ListPlace } from '../schema/place-cursor.js';
import { literally, searchText } from '../schema/search-text.js';

export interface ConversationFilter {
  propertyId?: string | null | undefined;
  kinds?: readonly ConversationKind[] | null | undefined;
  statuses?: readonly ConversationStatus[] | null | undefined;
  unread?: boolean | null | undefined;
  mine?: boolean | null | undefined;
  search?: string | null | undefined;
  /** Null: nobody. Undefined: whoever. */
  assigneeId?: string | null | undefined;
  label?: string | null | undefined;
}

export interface Page {
  before: ListPlace | undefined;
  after: ListPlace | undefined;
  limit: number;
  inverted: boolean;
}

/** The ids of a page, in the order that was asked for. Rights are in the statement: what one may not see is not there. */
export function conversationPage(actor: UserActor, filter: ConversationFilter, page: Page): Prisma.Sql {
  const direction = page.inverted ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`
    SELECT c.id::text AS id FROM conversation c ${joined(actor)}
    WHERE ${where(actor, filter)} AND ${within(Prisma.sql`(c.last_activity_at, c.id)`, page)}
    ORDER BY c.last_activity_at ${direction}, c.id ${direction} LIMIT ${page.limit}`;
}

export function conversationCount(actor: UserActor, filter: ConversationFilter): Prisma.Sql {
  return Prisma.sql`SELECT count(*)::int AS count FROM conversation c ${joined(actor)} WHERE ${where(actor, filter)}`;
}

const joined = ({ id }: UserActor) =>
  Prisma.sql`LEFT JOIN participant mine ON mine.conversation_id = c.id AND mine.user_id = ${id}::uuid`;

function where(actor: UserActor, filter: ConversationFilter): Prisma.Sql {
  const all = [visibleTo(actor)];
  if (filter.propertyId != null) all.push(Prisma.sql`c.property_id = ${filter.propertyId}::uuid`);
  if (filter.kinds != null) all.push(Prisma.sql`c.kind::text = ANY(${[...filter.kinds]}::text[])`);
  if (filter.statuses != null) all.push(Prisma.sql`c.status::text = ANY(${[...filter.statuses]}::text[])`);
  if (filter.mine === true) all.push(Prisma.sql`mine.id IS NOT NULL`);
  if (filter.unread != null) all.push(Prisma.sql`(${unread}) = ${filter.unread}`);
  if (filter.assigneeId !== undefined)
    all.push(Prisma.sql`c.assignee_id IS NOT DISTINCT FROM ${filter.assigneeId}::uuid`, worksAt(actor));
  if (filter.label != null) all.push(Prisma.sql`${filter.label} = ANY(c.labels)`, worksAt(actor));
  const search = searchText(filter.search);
  if (search) all.push(found(`%${literally(search)}%`));
  return Prisma.join(all, ' AND ');
}

/** For who takes part, what they have not read; for others, what nobody of the property has read. */
const unread = Prisma.sql`coalesce(mine.read_sequence, c.desk_read_sequence) < c.last_sequence`;

/** Of the conversations `c`, with what one is there as `mine`. */
export function visibleTo({ role, memberships }: UserActor): Prisma.Sql {
  if (role !== 'USER') return Prisma.sql`true`;
  return Prisma.sql`(mine.role <> 'STAFF' OR c.property_id = ANY(${[...memberships.keys()]}::uuid[]))`;
}

/** What guests may not know must not be found out by them either. */
const worksAt = ({ role, memberships }: UserActor) =>
  role === 'USER' ? Prisma.sql`c.property_id = ANY(${[...memberships.keys()]}::uuid[])` : Prisma.sql`true`;

const found = (pattern: string) => Prisma.sql`(c.subject ILIKE ${pattern} OR EXISTS (
  SELECT 1 FROM participant p JOIN "user" u ON u.id = p.user_id WHERE p.conversation_id = c.id AND u.name ILIKE ${pattern}))`;

/** Between the cursors of a page, whose order is by `place`. */
export function within(place: Prisma.Sql, { before, after }: Page): Prisma.Sql {
  const all = [Prisma.sql`true`];
  if (after !== undefined) all.push(Prisma.sql`${place} < (${after.at}::timestamptz, ${after.id}::uuid)`);
  if (before !== undefined) all.push(Prisma.sql`${place} > (${before.at}::timestamptz, ${before.id}::uuid)`);
  return Prisma.join(all, ' AND ');
}
