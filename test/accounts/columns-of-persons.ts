/**
 * Every column of the database that can hold a text, by what an erasure does to the person in it. A new column fails the
 * test until it stands here: whoever adds one decides.
 */

/** The person may stand there, and is gone afterwards. The test puts them there first. */
export const erased = {
  user: ['email', 'name', 'avatar_url'],
  user_settings: ['time_zone'],
  session: ['device', 'user_agent', 'address'],
  identity: ['issuer', 'subject'],
  invitation: ['email'],
  booking: ['guest_name', 'guest_email', 'guest_phone', 'notes'],
  order: ['place', 'notes'],
  order_line: ['notes'],
  provider: ['name', 'status_reason'],
  telegram_chat: ['id'],
  attachment: ['name'],
  notification: ['values'],
  push_subscription: ['endpoint', 'p256dh', 'auth', 'device'],
  delivery: ['target'],
  dev_mail: ['to', 'subject', 'html', 'text'],
  event: ['payload'],
  idempotency: ['answer'],
} as const satisfies Columns;

/** Said to others, who keep it without its author; or what has to be kept of money. */
export const kept = {
  message: ['body'],
  message_version: ['body'],
  note: ['body'],
  conversation: ['subject'],
  payment: ['method', 'failure_reason'],
  ledger_entry: ['note'],
  alert: ['title', 'body'],
} as const satisfies Columns;

/** Of a business or of the platform, or made by a program: an id, a code, a hash, a state. */
export const nobodys = {
  user: ['password_hash'],
  user_settings: ['locale'],
  refresh_token: ['hash'],
  erased_identity: ['hash'],
  service_key: ['name', 'prefix', 'hash', 'scopes'],
  property: ['slug', 'name', 'description', 'time_zone', 'currency', 'email', 'phone', 'address', 'website'],
  property_settings: ['check_in_time', 'check_out_time', 'away_message', 'locale'],
  invitation: ['token_hash'],
  offering: ['name', 'description', 'opens_at', 'closes_at', 'departure_times'],
  unit: ['name'],
  block: ['from', 'to', 'reason'],
  hold: ['holder', 'from', 'to'],
  booking: ['code', 'from', 'to', 'currency'],
  telegram_link: ['code_hash'],
  telegram_update: ['bot'],
  payment: ['gateway', 'gateway_ref', 'currency', 'asked'],
  ledger_entry: ['part', 'cause', 'actor'],
  gateway_event: ['gateway', 'id'],
  menu_item: ['category', 'name', 'description'],
  order: ['code', 'currency'],
  order_line: ['name'],
  conversation: ['labels'],
  message: ['client_message_id'],
  reaction: ['emoji'],
  attachment: ['content_type'],
  canned_reply: ['title', 'body', 'keyword'],
  notification: ['text', 'subject_type', 'dedupe_key'],
  notification_settings: ['quiet_from', 'quiet_to'],
  delivery: ['problem'],
  email_template: ['key', 'locale', 'subject', 'html', 'text'],
  announcement: ['title', 'body'],
  stream: ['id'],
  event: ['stream', 'type', 'actor'],
  relay_outbox: ['type', 'actor', 'payload'],
  reaction_outbox: ['type', 'actor', 'payload'],
  broadcast: ['actor', 'payload'],
  activity: ['action', 'node_type'],
  alert: ['metric'],
  alert_rule: ['name', 'metric'],
  // Ids, states and numbers of every change: what people write stands there as `(not shown)`, and where they came from apart.
  audit_entry: ['action', 'actor', 'event', 'node_type', 'before', 'after', 'origin', 'request_id'],
  // Goes with the person too: the tests of the trail prove it.
  audit_origin: ['salt', 'address', 'user_agent'],
  audit_seal: ['chain', 'hash'],
  idempotency: ['actor', 'key', 'operation', 'body_hash', 'subject'],
} as const satisfies Columns;

type Columns = Readonly<Record<string, readonly string[]>>;

/** `table.column`, of all of them. */
export const named = (...columns: readonly Columns[]): string[] =>
  columns.flatMap((tables) =>
    Object.entries(tables).flatMap(([table, names]) => names.map((name) => `${table}.${name}`)),
  );
