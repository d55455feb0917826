import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/client.js';

/** Asked for when Prometheus asks: what waits, and what was given up. */
export function measureDeliveries(registry: Registry, { prisma }: Pick<Database, 'prisma'>): void {
  new Gauge({
    name: 'frontdesk_deliveries',
    help: 'Mail, pushes and Telegram messages by how they stand: waiting, being sent, or given up (dead).',
    labelNames: ['channel', 'status'],
    registers: [registry],
    async collect() {
      const rows = await prisma.delivery
        .groupBy({
          by: ['channel', 'status'],
          where: { status: { in: ['WAITING', 'SENDING', 'DEAD'] } },
          _count: true,
        })
        .catch(() => []);
      this.reset();
      for (const { channel, status, _count } of rows) this.set({ channel, status: status.toLowerCase() }, _count);
    },
  });
}
