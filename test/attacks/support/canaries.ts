import type { Database } from '../../../src/database/client.js';

/** In text that is the business of its tenant alone. */
export const privateCanary = 'canaryprivate';
/** In text that everybody may read: names of rooms, of dishes. */
export const publicCanary = 'canarypublic';

/** What everybody may read. */
const isPublic = /^(property|offering|unit|menu_item)\./;

const format = 'it has a format of its own';
const vocabulary = 'one of a few words of ours';
const key = 'the name of somebody or something by which we find it';
const platform = 'it belongs to the platform, not to a property';

/** Columns that hold no canary, and why. */
export const without: Record<string, string> = {
  'user.password_hash': 'the hash of a real password: looked for as $argon2',
  'user_settings.locale': format,
  'user_settings.time_zone': format,
  'service_key.scopes': vocabulary,
  'property.time_zone': format,
  'property.currency': format,
  'property_settings.check_in_time': format,
  'property_settings.check_out_time': format,
  'property_settings.locale': format,
  'offering.opens_at': format,
  'offering.closes_at': format,
  'offering.departure_times': format,
  'block.from': format,
  'block.to': format,
  'hold.holder': key,
  'hold.from': format,
  'hold.to': format,
  'booking.code': format,
  'booking.from': format,
  'booking.to': format,
  'booking.currency': format,
  'telegram_update.bot': platform,
  'payment.gateway': vocabulary,
  'payment.currency': format,
  'payment.asked': vocabulary,
  'ledger_entry.part': key,
  'ledger_entry.actor': key,
  'gateway_event.gateway': platform,
  'gateway_event.id': platform,
  'order.code': format,
  'order.currency': format,
  'attachment.content_type': format,
  'notification.text': vocabulary,
  'notification.subject_type': vocabulary,
  'notification_settings.quiet_from': format,
  'notification_settings.quiet_to': format,
  'email_template.key': platform,
  'email_template.locale': platform,
  'email_template.subject': platform,
  'email_template.html': platform,
  'email_template.text': platform,
  'stream.id': key,
  'event.stream': key,
  'event.type': vocabulary,
  'event.actor': key,
  'event.payload': 'made while the tests run, of what the other tenant does then',
  'relay_outbox.type': vocabulary,
  'relay_outbox.actor': key,
  'relay_outbox.payload': 'on its way to another row of event',
  'reaction_outbox.type': vocabulary,
  'reaction_outbox.actor': key,
  'reaction_outbox.payload': 'on its way to another row of event',
  'broadcast.actor': key,
  'activity.node_type': vocabulary,
  'alert.metric': vocabulary,
  'alert_rule.metric': vocabulary,
  'audit_entry.actor': key,
  'audit_entry.action': vocabulary,
  'audit_entry.event': vocabulary,
  'audit_entry.node_type': vocabulary,
  'audit_seal.chain': key,
  'idempotency.actor': key,
  'idempotency.operation': vocabulary,
  'idempotency.subject': 'ids of rows',
};

interface Column {
  table_name: string;
  column_name: string;
  udt_name: string;
}

/**
 * Writes a canary into each column that holds text, of all rows that there are. Answers which have one now, and which
 * have neither one nor a reason: a new column is there by itself, and without a row that fills it, it is missed.
 */
export async function plantCanaries(database: Database) {
  const columns = await database.query<Column>(
    `SELECT table_name, column_name, udt_name FROM information_schema.columns
     WHERE table_schema = 'public' AND udt_name IN ('text', 'varchar', 'jsonb', 'json', '_text')
       AND table_name <> '_prisma_migrations' ORDER BY 1, 2`,
  );
  const covered: string[] = [];
  const uncovered: string[] = [];
  for (const { table_name: table, column_name: column, udt_name: type } of columns) {
    const name = `${table}.${column}`;
    if (name in without) continue;
    const canary = isPublic.test(name) ? publicCanary : privateCanary;
    const [{ planted = 0 } = {}] = await database.query<{ planted: number }>(
      `SELECT count(*)::int AS planted FROM "${table}" WHERE "${column}"::text LIKE '%${canary}%'`,
    );
    const rows = planted > 0 ? planted : await plant(database, table, column, type, `${canary}-${table}-${column}`);
    (rows > 0 ? covered : uncovered).push(name);
  }
  const names = new Set(columns.map(({ table_name, column_name }) => `${table_name}.${column_name}`));
  const stale = Object.keys(without).filter((name) => !names.has(name));
  return { covered, uncovered: [...uncovered, ...stale.map((name) => `${name}, which is not there`)] };
}

async function plant(database: Database, table: string, column: string, type: string, canary: string): Promise<number> {
  // Unlike in each row: some are unique.
  const text = `'${canary}-' || substr(md5(random()::text), 1, 8)`;
  const value = type === '_text' ? `ARRAY[${text}]` : type === 'text' ? text : `jsonb_build_object('text', ${text})`;
  const rows = await database.query(`UPDATE "${table}" SET "${column}" = ${value} RETURNING 1`);
  return rows.length;
}
