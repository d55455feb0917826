import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { authenticate } from '../accounts/authenticate.js';
import type { App } from '../app.js';
import type { RequestInfo } from '../context.js';
import { Fault, faults } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { authorizeRead } from '../policy/authorize.js';
import { whereFrom } from '../realtime/audit-sql.js';
import { decodeId } from '../schema/ids.js';
import { csvLine } from './csv.js';
import { type Entry, named } from './entry.js';
import { entriesWhere } from './find-entries.js';
import { readEntries } from './read-entries.js';
import { writeEntry } from './write-entry.js';

export const auditExportPath = '/audit/export';

const pageSize = 500;

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const globalId = z.string().transform((text) => decodeId(text).id);
const question = z.object({
  format: z.enum(['csv', 'jsonl']).default('csv'),
  propertyId: globalId.pipe(z.uuid()).optional(),
  actorId: globalId.pipe(z.uuid()).optional(),
  nodeId: globalId.pipe(z.uuid()).optional(),
  action: z.string().max(100).optional(),
  outcome: z.enum(['DONE', 'REFUSED']).optional(),
  from: instant.optional(),
  to: instant.optional(),
});

/**
 * `GET /audit/export?format=csv|jsonl&propertyId=…`, with the token as a header and the filters of `auditLog`: everything,
 * the oldest first, page by page as the client takes it. That somebody took a copy is itself an entry.
 */
export async function exportAudit(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  info: RequestInfo,
): Promise<void> {
  try {
    const actor = await authenticate(app, request.headers.authorization);
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const asked = question.safeParse(Object.fromEntries(searchParams));
    if (!asked.success) throw new Fault('BAD_USER_INPUT', 'The filters of the export are not valid.');
    const { format, propertyId, action, ...filter } = asked.data;
    authorizeRead(actor, 'auditLog', { propertyId: propertyId ?? null });
    if (actor === null) throw new Fault('UNAUTHENTICATED');
    await writeEntry(app.database, {
      id: randomUUID(),
      actor: actor.key,
      action: 'exportAudit',
      event: null,
      outcome: 'DONE',
      propertyId: propertyId ?? null,
      nodeType: propertyId === undefined ? null : 'Property',
      nodeId: propertyId ?? null,
      about: propertyId === undefined ? [] : [propertyId],
      ...whereFrom({
        action: 'exportAudit',
        sessionId: actor.kind === 'user' ? actor.sessionId : null,
        requestId: info.id,
        address: info.address,
        userAgent: info.userAgent,
      }),
    });
    const where = entriesWhere(propertyId, { ...filter, actions: action === undefined ? null : [action] });
    response.writeHead(200, {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="audit.${format}"`,
      'cache-control': 'no-store',
    });
    await stream(app, response, where, format);
  } catch (error) {
    if (!(error instanceof Fault) || response.headersSent) throw error;
    response.writeHead(faults[error.code].status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(`${JSON.stringify({ errors: [{ message: error.message, extensions: { code: error.code } }] })}\n`);
  }
}

async function stream(
  { database }: App,
  response: ServerResponse,
  where: Prisma.AuditEntryWhereInput,
  format: 'csv' | 'jsonl',
): Promise<void> {
  const lineOf = format === 'csv' ? asCsv : asJson;
  if (format === 'csv') response.write(csvLine(columns));
  let after = 0n;
  while (!response.destroyed) {
    const entries = await readEntries(
      database,
      { AND: [where, { place: { gt: after } }] },
      { orderBy: { place: 'asc' }, take: pageSize },
    );
    const taken = response.write(entries.map(lineOf).join(''));
    const last = entries.at(-1);
    if (last === undefined || entries.length < pageSize) break;
    after = last.place;
    // Memory holds a page, however slow the reader is.
    if (!taken) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}

const columns = [
  'at',
  'actor',
  'action',
  'event',
  'outcome',
  'property',
  'nodeType',
  'nodeId',
  'session',
  'request',
  'address',
  'userAgent',
  'before',
  'after',
];

const valuesOf = (entry: Entry) => ({
  at: entry.at.toISOString(),
  actor: entry.actor,
  action: entry.action,
  event: entry.event,
  outcome: entry.outcome,
  property: entry.propertyId,
  nodeType: entry.nodeType,
  nodeId: entry.nodeId,
  session: entry.sessionId,
  request: entry.requestId,
  address: entry.from?.address ?? null,
  userAgent: entry.from?.userAgent ?? null,
  before: named(entry.before),
  after: named(entry.after),
});

const asJson = (entry: Entry) => `${JSON.stringify(valuesOf(entry))}\n`;

function asCsv(entry: Entry): string {
  const values: Record<string, unknown> = valuesOf(entry);
  return csvLine(
    columns.map((name) => {
      const value = values[name] ?? null;
      return value === null || typeof value === 'string' ? value : JSON.stringify(value);
    }),
  );
}
