import type { Database } from '../database/client.js';
import { type AuditRow, auditStatement } from '../realtime/audit-sql.js';

/** An entry of what no event tells: that somebody was refused, or took a copy away. */
export async function writeEntry(database: Pick<Database, 'query'>, row: AuditRow): Promise<void> {
  const { text, values } = auditStatement([row]);
  // The statement goes on where another one ends.
  await database.query(`WITH nothing AS (SELECT 1) ${text} SELECT 1`, values);
}
