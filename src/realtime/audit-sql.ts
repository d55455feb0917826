import { createHash, randomBytes } from 'node:crypto';
import { Prisma } from '../generated/prisma/client.js';
import { type About, aboutOf, type Origin } from './audited.js';
import type { NewEvent } from './event.js';

/** An entry of the audit trail, on its way to the database. */
export interface AuditRow extends About {
  readonly id: string;
  readonly actor: string;
  readonly action: string | null;
  readonly event: string | null;
  readonly outcome: 'DONE' | 'REFUSED';
  readonly at?: Date;
  readonly sessionId: string | null;
  readonly requestId: string | null;
  /** Hexadecimal. All of them null together. */
  readonly salt: string | null;
  readonly origin: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export function auditRowOf(event: NewEvent, origin = event.origin): AuditRow {
  const { id, actor, type, payload, at } = event;
  return {
    id,
    actor,
    action: origin?.action ?? null,
    event: type,
    outcome: 'DONE',
    ...(at !== undefined && { at }),
    ...aboutOf(type, payload),
    ...whereFrom(origin),
  };
}

/** The entry keeps a hash: what it was made of can be taken away, and nobody can guess it without the salt. */
export function whereFrom(
  origin: Origin | undefined,
): Pick<AuditRow, 'sessionId' | 'requestId' | 'salt' | 'origin' | 'address' | 'userAgent'> {
  if (origin === undefined)
    return { sessionId: null, requestId: null, salt: null, origin: null, address: null, userAgent: null };
  const { sessionId, requestId, address, userAgent } = origin;
  const salt = randomBytes(16);
  return {
    sessionId,
    requestId,
    salt: salt.toString('hex'),
    origin: originHash(salt, address, userAgent).toString('hex'),
    address,
    userAgent,
  };
}

export const originHash = (salt: Uint8Array, address: string, userAgent: string): Buffer =>
  createHash('sha256').update(salt).update(`${address}\n${userAgent}`).digest();

/**
 * What writes entries, as expressions of a statement. What changed of the rows, triggers have noted. The rows are parsed once:
 * this is in the way of every write.
 */
export const auditExpressions = (rows: readonly AuditRow[]) => Prisma.sql`entry AS MATERIALIZED (
    SELECT * FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (id uuid, "propertyId" uuid, at timestamptz, actor text, action text,
      event text, outcome text, "nodeType" text, "nodeId" uuid, about jsonb, "sessionId" uuid, "requestId" text, origin text,
      salt text, address text, "userAgent" text)) WITH ORDINALITY AS
      r(id, "propertyId", at, actor, action, event, outcome, "nodeType", "nodeId", about, "sessionId", "requestId", origin, salt, address, "userAgent", nth)
  ), audited AS (
    INSERT INTO audit_entry (id, property_id, at, actor, action, event, outcome, node_type, node_id, about, session_id, request_id, origin, before, after)
    SELECT r.id, r."propertyId", coalesce(r.at, clock_timestamp()), r.actor, r.action, r.event, r.outcome::"AuditOutcome", r."nodeType", r."nodeId",
      ARRAY(SELECT jsonb_array_elements_text(r.about)::uuid), r."sessionId", r."requestId", decode(r.origin, 'hex'),
      nullif(noted.change -> 'before', '{}'), nullif(noted.change -> 'after', '{}')
    FROM entry AS r
    CROSS JOIN LATERAL (SELECT nullif(current_setting('frontdesk.changes', true), '')::jsonb -> (r."nodeType" || ':' || r."nodeId") AS change) AS noted
    ORDER BY nth
    RETURNING place, id
  ), origins AS (
    INSERT INTO audit_origin (place, salt, address, user_agent)
    SELECT audited.place, decode(r.salt, 'hex'), r.address, r."userAgent"
    FROM entry AS r JOIN audited ON audited.id = r.id WHERE r.salt IS NOT NULL
  )`;
