import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.js';
import type { Step } from './stale.js';

const packages = ['package.json', 'package-lock.json'];

/** The typed client of the database, and its types for the schema builder. */
export const databaseClient: Step = {
  name: 'database client',
  inputs: ['prisma/schema.prisma', 'prisma.config.ts', ...packages],
  outputs: ['src/generated/prisma/client.ts', 'src/generated/pothos-types.ts'],
  run: () => runProgram('prisma', 'generate', '--no-hints'),
};

/** Typed operations of the console, from schema.graphql. */
export const documents: Step = {
  name: 'documents',
  inputs: ['schema.graphql', 'codegen.ts', 'web/src'],
  only: /\.graphql$|^codegen\.ts$/,
  outputs: ['web/src/generated/graphql.ts'],
  committedStamp: 'web/src/generated/stamp',
  run: () => runProgram('graphql-codegen', '--config', 'codegen.ts'),
};

/** JavaScript alone, so that a start does not wait for what `npm run check` proves. */
export const server: Step = {
  name: 'server',
  inputs: ['src', 'prisma/schema.prisma', 'tsconfig.json', 'tsconfig.build.json', ...packages],
  outputs: ['dist/main.js', 'dist/client/index.js'],
  async run() {
    await removeOldOutput();
    await runProgram('tsc', '-p', 'tsconfig.build.json', '--noCheck');
  },
};

/** The types of the published client. */
export const clientTypes: Step = {
  name: 'types of the client',
  inputs: ['src/client', 'tsconfig.json', ...packages],
  outputs: ['dist/client/index.d.ts'],
  run: () =>
    runProgram('tsc', '-p', 'tsconfig.build.json', '--declaration', '--emitDeclarationOnly', '--sourceMap', 'false'),
};

export const webConsole: Step = {
  name: 'console',
  inputs: ['web', 'src/client', 'schema.graphql', ...packages],
  outputs: ['dist/console'],
  run: () => runProgram('vite', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'),
};

export const hasConsole = (): boolean => existsSync('web/index.html');
export const hasDocuments = (): boolean => existsSync('codegen.ts');

/** A module whose source is gone must not live on in dist. */
async function removeOldOutput(): Promise<void> {
  const entries = await readdir('dist').catch(() => []);
  const old = entries.filter((name) => name !== 'console' && !name.startsWith('.') && !name.startsWith('lock.sock'));
  await Promise.all(old.map((name) => rm(join('dist', name), { recursive: true })));
}
