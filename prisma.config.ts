import { defineConfig } from 'prisma/config';

// `prisma generate` looks for its schema engine before it generates, though it never runs it. Frontdesk migrates with
// an engine of its own (src/database/migrate.ts), so nothing has to be downloaded: any existing file will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma' });
