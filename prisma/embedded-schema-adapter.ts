import type { PGlite } from '@electric-sql/pglite';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** The adapter for the schema engine. The published one does not wait for its scripts. */
export function embeddedSchemaAdapter(pglite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(pglite);
  const connect = async () => {
    const adapter = await factory.connect();
    adapter.executeScript = async (script) => void (await pglite.exec(script));
    return adapter;
  };
  return { provider: 'postgres', adapterName: factory.adapterName, connect, connectToShadowDb: connect };
}
