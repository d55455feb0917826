import type { App } from '../../src/app.js';
import { readDashboard } from '../../src/dashboard/read-dashboard.js';
import { readSeries } from '../../src/dashboard/series.js';
import { type Database, openDatabase } from '../../src/database/client.js';
import { anOffering, aProperty } from '../support/factories.js';
import { onNewDatabase } from './new-database.js';
import { median } from './report.js';

/** Milliseconds by how many bookings the property has had. */
export interface Dashboards {
  bookings: number;
  dashboard: number[];
  /** Of thirty days. */
  series: number[];
  /** The number of open conversations and the rest of the day, the naive way: over whole tables. */
  naive: number[];
}

const sizes = [1_000, 10_000, 50_000, 200_000];
const perDay = 40;
/** Before it counts: until all is in memory, and each connection has its plan of a statement that is asked often. */
const warmUp = 20;

/**
 * A hotel of 200 rooms with more and more of a past: 40 bookings a day, each with a payment, an order and a conversation
 * of six messages. What happened today and lies ahead is the same throughout.
 */
export async function measureDashboards(
  postgresqlUrl: string,
  { rounds, small }: { rounds: number; small: boolean },
): Promise<Dashboards[]> {
  const found: Dashboards[] = [];
  await onNewDatabase(postgresqlUrl, 1, async ([app]) => {
    if (app === undefined) return;
    const property = await aProperty(app, { timeZone: 'Asia/Seoul', currency: 'KRW' });
    const { id: offeringId } = await anOffering(app, property, { units: 200 });
    let days = -30;
    for (const bookings of small ? sizes.slice(0, 1) : sizes) {
      const until = bookings / perDay;
      await fill(app, { propertyId: property.id, offeringId, from: days, to: Math.ceil(until) });
      days = Math.ceil(until);
      // Its own connections: those before remember what plans cost when the tables were small.
      await using database = await openDatabase({
        url: app.config.databaseUrl,
        dataDir: null,
        statementTimeoutMs: app.config.limits.LIMIT_EXECUTION_MS,
        poolSize: 1,
      });
      found.push(await measured(database, property.id, bookings, rounds));
      const { dashboard, series, naive: whole } = found.at(-1) ?? { dashboard: [], series: [], naive: [] };
      const shown = [dashboard, series, whole].map((values) => median(values).toFixed(1)).join(', ');
      console.log(`dashboard, ${bookings} bookings: ${shown} ms`);
    }
  });
  return found;
}

async function measured(database: Database, propertyId: string, bookings: number, rounds: number): Promise<Dashboards> {
  const result: Dashboards = { bookings, dashboard: [], series: [], naive: [] };
  const timed = async (into: number[], work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    into.push(performance.now() - begun);
  };
  const from = new Date(Date.now() - 29 * 86_400_000).toISOString().slice(0, 10);
  const to = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const asked = { interval: 'DAY', propertyId, currency: null, from, to, timeZone: 'Asia/Seoul' } as const;
  for (let time = -warmUp; time < rounds * 10; time++) {
    await timed(result.dashboard, () => readDashboard(database, propertyId));
    await timed(result.series, async () => {
      for (const metric of ['BOOKINGS', 'REVENUE', 'OCCUPANCY', 'RESPONSE_SECONDS'] as const)
        await readSeries(database, { ...asked, metric });
    });
    await timed(result.naive, () => database.query(naive, [propertyId]));
  }
  for (const values of [result.dashboard, result.series, result.naive]) values.splice(0, warmUp);
  return result;
}

const naive = `SELECT
  (SELECT count(*) FROM booking WHERE property_id = $1 AND (created_at AT TIME ZONE 'Asia/Seoul')::date = current_date),
  (SELECT sum(quantity) FROM booking WHERE property_id = $1 AND arrival_on <= current_date AND departure_on > current_date),
  (SELECT sum(l.amount) FROM ledger_entry l JOIN payment p ON p.id = l.payment_id
    WHERE p.property_id = $1 AND (l.at AT TIME ZONE 'Asia/Seoul')::date = current_date),
  (SELECT count(*) FROM conversation WHERE property_id = $1 AND status = 'ACTIVE'),
  (SELECT count(*) FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE c.property_id = $1 AND (m.created_at AT TIME ZONE 'Asia/Seoul')::date = current_date)`;

/** Days ago, so that -30 to 0 lies ahead: bookings arrive that day and were made thirty days before. */
async function fill(
  { database }: App,
  { propertyId, offeringId, from, to }: { propertyId: string; offeringId: string; from: number; to: number },
): Promise<void> {
  await database.script(`
    SET statement_timeout = 0;
    CREATE TEMP TABLE made AS
      SELECT gen_random_uuid() AS id, gen_random_uuid() AS conversation, gen_random_uuid() AS payment, day, n,
        (current_date - day)::timestamptz + interval '15 hours' AS starts,
        least((current_date - day - 30)::timestamptz + n * interval '30 minutes', now()) AS made
      FROM generate_series(${from}, ${to - 1}) AS day, generate_series(1, ${perDay}) AS n;
    INSERT INTO booking (id, code, property_id, offering_id, guest_name, status, "from", "to", starts_at, ends_at, arrival_on,
        departure_on, unit_price_amount, total_amount, currency, free_cancellation_until, created_at, updated_at)
      SELECT id, id::text, '${propertyId}', '${offeringId}', 'Guest',
        (CASE WHEN day > 2 THEN 'COMPLETED' WHEN day > 0 THEN 'CHECKED_IN' ELSE 'CONFIRMED' END)::"BookingStatus", '', '', starts,
        starts + interval '44 hours', current_date - day, current_date - day + 2, 100000, 200000, 'KRW', starts, made, made FROM made;
    INSERT INTO "order" (id, code, property_id, booking_id, status, total_amount, currency, created_at, updated_at)
      SELECT gen_random_uuid(), 'o' || id, '${propertyId}', id, 'DELIVERED', 1000, 'KRW', starts, starts FROM made WHERE day > 0;
    INSERT INTO payment (id, property_id, booking_id, gateway, amount, currency, created_at, updated_at)
      SELECT payment, '${propertyId}', id, 'desk', 200000, 'KRW', made, made FROM made;
    ALTER TABLE ledger_entry DISABLE TRIGGER ledger_is_summed;
    INSERT INTO ledger_entry (id, payment_id, kind, amount, cause, actor, at)
      SELECT gen_random_uuid(), payment, 'CAPTURED', 200000, 'paid', 'system', made FROM made;
    ALTER TABLE ledger_entry ENABLE TRIGGER ledger_is_summed;
    INSERT INTO conversation (id, kind, status, property_id, last_sequence, last_activity_at, created_at)
      SELECT conversation, 'GUEST_STAFF', (CASE WHEN day > 7 THEN 'CLOSED' ELSE 'ACTIVE' END)::"ConversationStatus", '${propertyId}', 6,
        made + interval '6 minutes', made FROM made;
    INSERT INTO message (id, conversation_id, sequence, sender_kind, body, client_message_id, created_at)
      SELECT gen_random_uuid(), conversation, s, (CASE WHEN s % 2 = 1 THEN 'GUEST' ELSE 'STAFF' END)::"SenderKind", 'Hello', conversation || ' ' || s,
        made + s * interval '1 minute' FROM made, generate_series(1, 6) AS s;
    DROP TABLE made;
    RESET statement_timeout;`);
  for (const table of [
    'booking',
    '"order"',
    'payment',
    'ledger_entry',
    'conversation',
    'message',
    'conversation_tally',
    'unit',
  ])
    await database.script(`VACUUM ANALYZE ${table}`);
}

export function dashboardTable(found: readonly Dashboards[]): string {
  const shown = (values: readonly number[]) => median(values).toFixed(1);
  return [
    '### A dashboard, by how many bookings the property has had (`dashboard`)',
    '',
    'Medians, in milliseconds: the dashboard of today; four charts of thirty days; and, to compare, five of its numbers from',
    'whole tables.',
    '',
    '| bookings | dashboard | four charts | whole tables |',
    '|--|--|--|--|',
    ...found.map(
      ({ bookings, dashboard, series, naive: whole }) =>
        `| ${bookings.toLocaleString('en')} | ${shown(dashboard)} | ${shown(series)} | ${shown(whole)} |`,
    ),
  ].join('\n');
}
