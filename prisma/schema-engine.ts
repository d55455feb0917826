import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';

type Engine = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

// Node has WebAssembly; its types stand only in the DOM's library, which nothing here may use.
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

const require = createRequire(import.meta.url);
const wasmPath = join(dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
const schemaPath = new URL('./schema.prisma', import.meta.url);

/** The SQL that turns the database behind the adapter into what schema.prisma says. Empty when it already is. */
export async function sqlToSchema(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string> {
  const schema = { path: 'schema.prisma', content: await readFile(schemaPath, 'utf8') };
  const { SchemaEngine } = await theEngine();
  const engine = await SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files: [schema], configDir: '.' },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: null,
    filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
  });
  return (stdout ?? '').replace('-- This is an empty migration.', '').trim();
}

let loaded: Promise<Engine> | undefined;

/** Once: the glue around the engine is one for all, and would read the memory of another. */
function theEngine(): Promise<Engine> {
  loaded ??= loadEngine();
  return loaded;
}

async function loadEngine(): Promise<Engine> {
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as Engine;
  const wasm = await readFile(wasmPath);
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}
