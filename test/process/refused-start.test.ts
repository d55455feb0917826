import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { preparedDirectory, startProgram } from '../support/program.js';
import { postgresqlPrograms } from '../support/programs.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'frontdesk-refused-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** What it says, once it has ended with 1, as expected failures do: without a stack. */
async function refusal(env: Record<string, string>): Promise<string> {
  const program = startProgram({ DATA_DIR: join(directory, 'data'), ...env });
  expect(await program.ended(), program.output()).toBe(1);
  expect(program.output()).not.toMatch(/^\s+at /m);
  return program.output().trim();
}

describe('a start that cannot succeed says why and what to do', () => {
  it('names every wrong setting at once, and no secret', async () => {
    const said = await refusal({ PORT: 'http', LOG_LEVEL: 'loud', AUTH_SECRET: 'too-short-to-be-a-secret' });
    for (const name of ['PORT', 'LOG_LEVEL', 'AUTH_SECRET']) expect(said).toContain(`  ${name}: `);
    expect(said).not.toContain('too-short');
  });

  it('refuses default secrets and the demo in production', async () => {
    const said = await refusal({ NODE_ENV: 'production', DEMO: '1' });
    expect(said).toContain('AUTH_SECRET must be set in production');
    expect(said).toContain('DEMO=1 is refused in production');
  });

  it('threat 28: refuses in production a database that has accounts with the public password', async () => {
    await using prepared = await preparedDirectory();
    const seeded = { DATA_DIR: prepared.path };
    const seed = startProgram(seeded, 'dist/seed.js');
    expect(await seed.ended(), seed.output()).toBe(0);
    const said = await refusal({
      ...seeded,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://desk.example',
      AUTH_SECRET: 'x'.repeat(40),
    });
    expect(said).toMatch(/^This database holds the demo: .* the public password\. .*DATA_DIR/);
  });

  it('says when the port is taken', async () => {
    const taken: Server = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await refusal({ PORT: `${port}` })).toMatch(new RegExp(`^Port ${port} is taken .* PORT=${port + 1}\\.$`));
    taken.close();
  });

  it('says when this machine does not have the address', async () => {
    expect(await refusal({ HOST: '192.0.2.1', PORT: '4000' })).toContain('This machine has no address 192.0.2.1');
  });

  it('says when a file stands where the data directory should be', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    expect(await refusal({ DATA_DIR: file })).toContain('a file stands in its place');
    expect(await refusal({ DATA_DIR: join(file, 'below') })).toContain('a file stands in its place');
  });

  it.skipIf(process.platform !== 'linux')('says when the data directory cannot be written', async () => {
    expect(await refusal({ DATA_DIR: '/proc/frontdesk' })).toMatch(/^The data directory \/proc\/frontdesk .*DATA_DIR/);
  });

  it('says when nothing answers at DATABASE_URL, or there is no such host', async () => {
    const port = await freePort();
    const nobody = await refusal({ DATABASE_URL: `postgresql://someone:secret@127.0.0.1:${port}/frontdesk` });
    expect(nobody).toContain(`nothing answers at 127.0.0.1:${port}`);
    expect(nobody).not.toContain('secret');
    const nowhere = await refusal({ DATABASE_URL: 'postgresql://someone@nowhere.invalid/frontdesk' });
    expect(nowhere).toMatch(/there is no host nowhere\.invalid|cannot be used/);
  });

  it('says when nothing answers at REDIS_URL, and never prints its password', async () => {
    const [redis, postgresql] = [await freePort(), await freePort()];
    const said = await refusal({
      DATABASE_URL: `postgresql://127.0.0.1:${postgresql}/frontdesk`,
      REDIS_URL: `redis://:secret@127.0.0.1:${redis}`,
    });
    expect(said).toMatch(/^(DATABASE_URL|REDIS_URL): nothing answers at /);
    expect(said).not.toContain('secret');
  });
});

describe.skipIf(postgresqlPrograms() === undefined)('with a PostgreSQL that will not do', () => {
  let server: PostgresqlServer;
  beforeAll(async () => {
    server = await startPostgresql({ password: 'right' });
  });
  afterAll(() => server.close());
  const at = (user: string, database: string) => `postgresql://${user}@127.0.0.1:${server.port}/${database}`;

  it('says when the user or the password is wrong, and does not print it', async () => {
    const said = await refusal({ DATABASE_URL: at('frontdesk:wrong-secret', 'postgres') });
    expect(said).toContain('refuses the password of frontdesk');
    expect(said).not.toContain('wrong-secret');
    expect(await refusal({ DATABASE_URL: at('nobody:right', 'postgres') })).toContain('refuses the password of nobody');
  });

  it('says when the database does not exist, and how to create it', async () => {
    expect(await refusal({ DATABASE_URL: at('frontdesk:right', 'missing') })).toContain('createdb missing');
  });

  it('says when nothing answers at REDIS_URL', async () => {
    const port = await freePort();
    const said = await refusal({
      DATABASE_URL: at('frontdesk:right', 'postgres'),
      REDIS_URL: `redis://127.0.0.1:${port}`,
    });
    expect(said).toMatch(new RegExp(`^REDIS_URL: nothing answers at 127.0.0.1:${port}\\.`));
  });
});
