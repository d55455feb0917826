import type { Database } from '../database/client.js';

/** A webhook that was signed five minutes ago is refused by its time: its id need not be known for ever. */
export const forgetGatewayEvents = ({ prisma }: Pick<Database, 'prisma'>): Promise<number> =>
  prisma.$executeRaw`DELETE FROM gateway_event WHERE at < now() - interval '30 days'`;
