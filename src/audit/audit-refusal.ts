import { randomUUID } from 'node:crypto';
import type { Context } from '../context.js';
import { refusedSubject } from '../policy/authorize.js';
import { whereFrom } from '../realtime/audit-sql.js';
import { auditOrigin } from './audit-origin.js';
import { writeEntry } from './write-entry.js';

/** So often in a row, and then once in ten seconds: whoever tries in a loop fills no disk. */
const attempts = { capacity: 30, perSecond: 0.1 } as const;

/** Whoever is signed in and tries what they may not is noted. Does nothing for an error that says anything else. */
export async function auditRefusal(context: Context, operation: string, input: object, error: unknown): Promise<void> {
  const subject = refusedSubject(error);
  const { actor, app } = context;
  if (subject === undefined || actor === null) return;
  const { allowed } = await app.rates.take('audit', actor.key, attempts);
  if (!allowed) return;
  const named = Object.values(input).flatMap(idsIn);
  const propertyId = subject.propertyId ?? null;
  await writeEntry(app.database, {
    id: randomUUID(),
    actor: actor.key,
    action: operation,
    event: null,
    outcome: 'REFUSED',
    propertyId,
    nodeType: named[0]?.typename ?? null,
    nodeId: named[0]?.id ?? null,
    about: [...new Set([...named.map(({ id }) => id), ...(propertyId === null ? [] : [propertyId])])],
    ...whereFrom(auditOrigin({ ...context, operation })),
  });
}

/** Global ids as the schema reads them. */
function idsIn(value: unknown): Array<{ typename: string; id: string }> {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (value === null || typeof value !== 'object' || !('typename' in value) || !('id' in value)) return [];
  const { typename, id } = value;
  return typeof typename === 'string' && typeof id === 'string' && /^[\da-f-]{36}$/.test(id) ? [{ typename, id }] : [];
}
