import { z } from 'zod';
import { ownIssuer } from './accounts/own-issuer.js';
import { limitSettings } from './limits.js';
import { type Setting, type Settings, setting } from './setting.js';
import { contact, flag, mailbox, networks, origin, origins, port, storage, url } from './setting-checks.js';

/** Good enough for a laptop, refused in production. */
const developmentSecret = 'frontdesk-development-secret-not-for-production';

/** Every setting that is not a limit: its check, and the line that the README prints about it. */
export const settings = {
  PORT: setting(port.default(4000), '4000', 'Where it listens. 0 takes a free one.'),
  HOST: setting(z.string().optional(), '127.0.0.1, in production 0.0.0.0', 'The address that it listens on.'),
  PUBLIC_URL: setting(
    origin.optional(),
    'http://localhost:PORT',
    'Where people reach it: scheme, host and port. Its pages are of this origin, and links in mail lead there; with https, cookies are secure and browsers keep to https. In production, this or ALLOWED_ORIGINS is required.',
  ),
  DATA_DIR: setting(z.string().default('.frontdesk'), '.frontdesk', 'Where the embedded database and uploads live.'),
  DATABASE_URL: setting(
    url('postgres', 'postgresql').optional(),
    '',
    'PostgreSQL 15 or newer, instead of the embedded one.',
  ),
  DATABASE_POOL: setting(
    z.coerce.number().int().min(2).max(500).default(16),
    '16',
    'Connections that one node opens to PostgreSQL.',
  ),
  REDIS_URL: setting(url('redis', 'rediss').optional(), '', 'Redis 6.2 or newer, when several nodes share the work.'),
  AUTH_SECRET: setting(
    z.string().min(32).default(developmentSecret),
    'a development secret',
    'Signs access tokens and cursors: 32 characters or more, the same on every node. Required in production.',
  ),
  AUTH_JWKS_URL: setting(
    url('http', 'https').optional(),
    '',
    'Accept tokens of another identity provider, whose keys are here.',
  ),
  AUTH_ISSUER: setting(
    z.string().optional(),
    '',
    'The `iss` that those tokens must have. Required with AUTH_JWKS_URL.',
  ),
  AUTH_AUDIENCE: setting(
    z.string().optional(),
    '',
    'The `aud` that those tokens must have. Required with AUTH_JWKS_URL.',
  ),
  ALLOWED_ORIGINS: setting(
    origins.default([]),
    '',
    'Web origins that may call it, comma-separated and exact. That of PUBLIC_URL may; without one, localhost and addresses.',
  ),
  TRUST_PROXY: setting(
    networks.default([]),
    '',
    'Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed.',
  ),
  SMTP_URL: setting(
    url('smtp', 'smtps').optional(),
    '',
    'The mail server. Without one, mail stays in the dev mailbox.',
  ),
  MAIL_FROM: setting(
    mailbox.default('Frontdesk <no-reply@localhost>'),
    'Frontdesk <no-reply@localhost>',
    'The sender of mail.',
  ),
  TELEGRAM_BOT_TOKEN: setting(z.string().optional(), '', 'The token of the Telegram bot for providers.'),
  TELEGRAM_WEBHOOK_SECRET: setting(
    z.string().min(16).optional(),
    '',
    'The secret that Telegram sends with each update. Required with the token.',
  ),
  TELEGRAM_API_ROOT: setting(
    url('http', 'https').default('https://api.telegram.org'),
    'https://api.telegram.org',
    'Where the Bot API is.',
  ),
  STRIPE_SECRET_KEY: setting(z.string().optional(), '', 'The key of the Stripe account.'),
  STRIPE_WEBHOOK_SECRET: setting(
    z.string().optional(),
    '',
    'Checks the signature of Stripe’s webhooks. Required with the key.',
  ),
  STRIPE_API_ROOT: setting(
    url('http', 'https').default('https://api.stripe.com'),
    'https://api.stripe.com',
    'Where Stripe’s API is.',
  ),
  VAPID_PUBLIC_KEY: setting(z.string().optional(), '', 'Web push: the public key that browsers subscribe with.'),
  VAPID_PRIVATE_KEY: setting(
    z.string().optional(),
    '',
    'Web push: the private key. The three VAPID settings go together.',
  ),
  VAPID_SUBJECT: setting(contact.optional(), '', 'Web push: a mailto: or https: address for the push services.'),
  PUSH_ANYWHERE: setting(
    flag.default(false),
    '0',
    'Web push to endpoints that are not https or not public, too: for tests. Refused in production.',
  ),
  STORAGE_URL: setting(
    storage.default('file:'),
    'file: (DATA_DIR/uploads)',
    'Where uploads go: `file:` or `s3://bucket?region=…&endpoint=…`.',
  ),
  COMPRESS_FROM_BYTES: setting(
    z.coerce.number().int().min(0).default(0),
    '0 (never)',
    'Events of feeds that are larger are compressed for WebSocket clients that can (permessage-deflate).',
  ),
  ACTIVITY_DAYS: setting(z.coerce.number().min(1).max(365).default(30), '30', 'How long activity is kept.'),
  AUDIT_ADDRESS_DAYS: setting(
    z.coerce.number().min(1).max(3_650).default(180),
    '180',
    'How long the audit trail knows the addresses that things were done from. Its entries stay.',
  ),
  RETENTION_DAYS: setting(z.coerce.number().min(1).max(365).default(7), '7', 'How long feeds can be resumed.'),
  LOG_LEVEL: setting(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    'info',
    'How much is logged, as JSON lines.',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    url('http', 'https').optional(),
    '',
    'Where OpenTelemetry traces go (OTLP over HTTP).',
  ),
  OTEL_SERVICE_NAME: setting(z.string().default('frontdesk'), 'frontdesk', 'The name of the service in traces.'),
  METRICS_TOKEN: setting(
    z.string().min(16).optional(),
    '',
    'Who has it may read /metrics from anywhere. Without one, this machine alone may.',
  ),
  DEMO: setting(
    flag.optional(),
    '1, in production 0',
    'Fill a new database with five demo businesses. Refused in production.',
  ),
  NODE_ENV: setting(
    z.enum(['development', 'test', 'production']).default('development'),
    'development',
    '`production` refuses default secrets and demo accounts, and hides the schema.',
  ),
} satisfies Record<string, Setting<z.ZodType>>;

export type Config = ReturnType<typeof readConfig>;

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Reads and checks everything at once: the message names each wrong setting and what would be right. */
export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const problems: string[] = [];
  const values = read(settings, env, problems);
  const limits = read(limitSettings, env, problems);
  const production = values.NODE_ENV === 'production';
  const together = (...names: Array<keyof typeof settings>) => {
    const missing = names.filter((name) => values[name] === undefined);
    if (missing.length > 0 && missing.length < names.length)
      problems.push(`${names.join(', ')} go together: set ${missing.join(' and ')} too.`);
  };
  together('AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE');
  if (values.AUTH_ISSUER === ownIssuer)
    problems.push(`AUTH_ISSUER: ${ownIssuer} is the issuer of our own tokens. Give the provider another name.`);
  together('TELEGRAM_BOT_TOKEN', 'TELEGRAM_WEBHOOK_SECRET');
  together('STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET');
  together('VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT');
  if (production && values.AUTH_SECRET === developmentSecret)
    problems.push(
      'AUTH_SECRET must be set in production: 32 random characters, for example from `openssl rand -base64 48`.',
    );
  if (production && values.DEMO)
    problems.push('DEMO=1 is refused in production: the demo accounts have a public password.');
  if (production && values.PUSH_ANYWHERE)
    problems.push('PUSH_ANYWHERE=1 is refused in production: endpoints come from users, and may name any server.');
  if (production && values.PUBLIC_URL === undefined && values.ALLOWED_ORIGINS.length === 0)
    problems.push(
      'PUBLIC_URL or ALLOWED_ORIGINS must be set in production: they say of which origin a page must be to use the API.',
    );
  if (values.REDIS_URL !== undefined && values.DATABASE_URL === undefined)
    problems.push('REDIS_URL needs DATABASE_URL: nodes that share Redis must share a database too.');
  for (const name of Object.keys(env))
    if (name.startsWith('LIMIT_') && !(name in limitSettings))
      problems.push(`${name} is no limit. The limits are: ${Object.keys(limitSettings).join(', ')}.`);
  if (problems.length > 0) throw new ConfigurationError(problems.join('\n'));

  return {
    production,
    port: values.PORT,
    host: values.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: values.PUBLIC_URL,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    databasePool: values.DATABASE_POOL,
    redisUrl: values.REDIS_URL,
    auth: {
      secret: values.AUTH_SECRET,
      external:
        values.AUTH_JWKS_URL === undefined
          ? undefined
          : { jwksUrl: values.AUTH_JWKS_URL, issuer: values.AUTH_ISSUER ?? '', audience: values.AUTH_AUDIENCE ?? '' },
    },
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustProxy: values.TRUST_PROXY,
    mail: { url: values.SMTP_URL, from: values.MAIL_FROM },
    telegram: {
      token: values.TELEGRAM_BOT_TOKEN,
      secret: values.TELEGRAM_WEBHOOK_SECRET,
      apiRoot: values.TELEGRAM_API_ROOT,
    },
    stripe: {
      key: values.STRIPE_SECRET_KEY,
      webhookSecret: values.STRIPE_WEBHOOK_SECRET,
      apiRoot: values.STRIPE_API_ROOT,
    },
    vapid: { publicKey: values.VAPID_PUBLIC_KEY, privateKey: values.VAPID_PRIVATE_KEY, subject: values.VAPID_SUBJECT },
    pushAnywhere: values.PUSH_ANYWHERE,
    storageUrl: values.STORAGE_URL,
    /** Infinity: never. */
    compressFromBytes: values.COMPRESS_FROM_BYTES === 0 ? Number.POSITIVE_INFINITY : values.COMPRESS_FROM_BYTES,
    retentionDays: values.RETENTION_DAYS,
    activityDays: values.ACTIVITY_DAYS,
    auditAddressDays: values.AUDIT_ADDRESS_DAYS,
    logLevel: values.LOG_LEVEL,
    telemetry: { endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: values.OTEL_SERVICE_NAME },
    metricsToken: values.METRICS_TOKEN,
    demo: values.DEMO ?? !production,
    limits,
  };
}

function read<S extends Record<string, Setting<z.ZodType>>>(
  all: S,
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Settings<S> {
  const values: Record<string, unknown> = {};
  for (const [name, { check }] of Object.entries(all)) {
    const given = env[name]?.trim();
    const parsed = check.safeParse(given === '' ? undefined : given);
    if (parsed.success) values[name] = parsed.data;
    else
      problems.push(`${name}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}${shown(name, given)}.`);
  }
  return values as Settings<S>;
}

// A secret that is wrong must not be printed on a screen or into a log.
const shown = (name: string, given: string | undefined) =>
  given === undefined || /SECRET|TOKEN|KEY|URL/.test(name) ? '' : ` (it is “${given}”)`;
