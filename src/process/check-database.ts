import pg from 'pg';
import { codeOf, messageOf, StartupFailure } from './startup-failure.js';

const oldest = 15;

/** Asks PostgreSQL whether it will do, before anything else is opened. Throws `StartupFailure`. */
export async function checkDatabase(url: string): Promise<void> {
  const client = clientFor(url);
  // A server that goes away while it answers also says so here; the query that waits tells us.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; standby: boolean }>(
      `SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS standby`,
    );
    const { version = '', standby = false } = rows[0] ?? {};
    if (Number.parseInt(version, 10) < oldest)
      throw new StartupFailure(
        `DATABASE_URL leads to PostgreSQL ${version}, and Frontdesk needs ${oldest} or newer: upgrade that server, or use another.`,
      );
    if (standby)
      throw new StartupFailure('DATABASE_URL leads to a standby, which cannot be written to: use its primary.');
  } catch (error) {
    if (error instanceof StartupFailure) throw error;
    throw new StartupFailure(explain(error, url), { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

function clientFor(url: string): pg.Client {
  try {
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  } catch (error) {
    throw new StartupFailure(`DATABASE_URL is not an address of PostgreSQL (${messageOf(error)}): correct it.`);
  }
}

/** Names the server and the user, never the password. */
function explain(error: unknown, url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  const server = `${hostname}:${port || '5432'}`;
  const database = decodeURIComponent(pathname.slice(1)) || username;
  const embedded = 'Without DATABASE_URL, Frontdesk uses its embedded database.';
  switch (codeOf(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `DATABASE_URL: there is no host ${hostname}. Correct the name. ${embedded}`;
    case 'ECONNREFUSED':
      return `DATABASE_URL: nothing answers at ${server}. Start PostgreSQL there, or correct the address. ${embedded}`;
    case '28P01':
      return `DATABASE_URL: PostgreSQL at ${server} refuses the password of ${username || 'the user'}. Correct the user or the password.`;
    case '28000':
      return `DATABASE_URL: PostgreSQL at ${server} does not let ${username || 'the user'} in (${messageOf(error)}). Create that role, or correct the user.`;
    case '3D000':
      return `DATABASE_URL: PostgreSQL at ${server} has no database ${database}. Create it (createdb ${database}), or correct the name.`;
    case '53300':
      return `DATABASE_URL: PostgreSQL at ${server} has no connection left. Raise its max_connections, or lower DATABASE_POOL.`;
    case '57P03':
      return `DATABASE_URL: PostgreSQL at ${server} is still starting or stopping. Try again in a moment.`;
    default:
      return `DATABASE_URL: PostgreSQL at ${server} cannot be used (${messageOf(error)}). Correct the address, or look into that server.`;
  }
}
