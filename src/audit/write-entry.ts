import type { Database } from '../database/client.js';
import { type AuditRow, auditExpressions } from '../realtime/audit-sql.js';

/** An entry of what no event tells: that somebody was refused, or took a copy away. */
export async function writeEntry(database: Pick<Database, 'query'>, row: AuditRow): Promise<void> {
  const { text, values } = auditExpressions([row]);
  await database.query(`WITH ${text} SELECT 1`, values);
}
