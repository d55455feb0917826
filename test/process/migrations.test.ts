import { execFile } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { expect, it } from 'vitest';
import { preparedDirectory, startProgram, temporaryDirectory } from '../support/program.js';

it('applies the migrations by command, says what is missing, and refuses those of a newer version', async () => {
  await using directory = await temporaryDirectory();
  const env = { DATA_DIR: directory.path };
  const migrate = async (...args: string[]) => {
    const program = startProgram(env, 'dist/migrate.js', ...args);
    expect(await program.ended(), program.output()).toBe(0);
    return program.output();
  };
  expect(await migrate('--status')).toMatch(/^Missing \(npm run migrate\):\n {2}\d{14}_/);
  expect(await migrate()).toMatch(/^Applied:\n {2}\d{14}_/);
  expect(await migrate()).toBe('The database is up to date.\n');

  const pglite = await PGlite.create({ dataDir: join(directory.path, 'database'), extensions: { btree_gist } });
  await pglite.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('x', 'x', now(), '99990101000000_later')`,
  );
  await pglite.close();
  const refused = startProgram(env);
  expect(await refused.ended()).toBe(1);
  expect(refused.output()).toContain('it was used by a newer Frontdesk');
  expect(refused.output()).not.toMatch(/^\s+at /m);
});

it('runs by npm where the development packages were pruned, if it was built before', async () => {
  await using directory = await preparedDirectory();
  const migrate = (...args: string[]) =>
    promisify(execFile)('npm', ['run', '--silent', 'migrate', '--', ...args], {
      cwd: directory.path,
      env: { PATH: process.env.PATH ?? '', DATA_DIR: directory.path },
    }).then(
      ({ stdout }) => stdout,
      (error: { stderr: string }) => error.stderr,
    );
  await mkdir(join(directory.path, 'node_modules'));
  await cp('package.json', join(directory.path, 'package.json'));
  await cp('tools', join(directory.path, 'tools'), { recursive: true });
  expect(await migrate()).toContain('Frontdesk is not built here: run npm ci && npm run build');
  await symlink(join(process.cwd(), 'dist'), join(directory.path, 'dist'));
  expect(await migrate()).toBe('The database is up to date.\n');
  expect(await migrate('--new', 'x')).toContain('install them with npm ci');
});
