import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/client.js';

/** What Prometheus may read at /metrics. One set for each app, so that two in a process do not mix. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpSeconds: Histogram<'route' | 'method' | 'status'>;
  readonly operations: Counter<'kind' | 'transport' | 'outcome'>;
  readonly operationSeconds: Histogram<'kind'>;
  readonly operationCost: Histogram<'kind'>;
  readonly rateRefusals: Counter<'kind'>;
  readonly sockets: Gauge;
  readonly feedExecutions: Counter<'shared'>;
  readonly feedDeliveries: Counter;
  readonly deliverySeconds: Histogram;
}

export function createMetrics(database: Pick<Database, 'pool'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  measurePool(registry, database);
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'frontdesk_http_request_seconds',
      help: 'How long HTTP requests took, from the first byte in to the last byte out.',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    operations: new Counter({
      name: 'frontdesk_operations_total',
      help: 'GraphQL operations by kind, transport and outcome: ok, error (some field failed) or refused (not executed).',
      labelNames: ['kind', 'transport', 'outcome'],
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'frontdesk_operation_seconds',
      help: 'How long queries and mutations took to execute.',
      labelNames: ['kind'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    operationCost: new Histogram({
      name: 'frontdesk_operation_cost',
      help: 'What operations cost that were let in.',
      labelNames: ['kind'],
      buckets: [1, 10, 50, 100, 200, 400, 600, 800, 1000],
      registers,
    }),
    rateRefusals: new Counter({
      name: 'frontdesk_rate_refusals_total',
      help: 'How often a rate limit said no, by what it limits.',
      labelNames: ['kind'],
      registers,
    }),
    feedExecutions: new Counter({
      name: 'frontdesk_feed_executions_total',
      help: 'How often an item of a feed was executed: for all readers who ask the same, or for one alone.',
      labelNames: ['shared'],
      registers,
    }),
    feedDeliveries: new Counter({
      name: 'frontdesk_feed_deliveries_total',
      help: 'Items of feeds that were written to WebSockets.',
      registers,
    }),
    deliverySeconds: new Histogram({
      name: 'frontdesk_delivery_seconds',
      help: 'From the moment that an event is written to the database until all who follow it on this node have it.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 5],
      registers,
    }),
    sockets: new Gauge({ name: 'frontdesk_sockets', help: 'WebSockets that are open on this node.', registers }),
  };
}

/** The embedded database has no pool, and none is shown. */
function measurePool(registry: Registry, { pool }: Pick<Database, 'pool'>): void {
  if (pool === undefined) return;
  new Gauge({
    name: 'frontdesk_database_connections',
    help: 'Connections to PostgreSQL by state, and in `waiting` the work that waits for one: DATABASE_POOL is too small then.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(pool())) this.set({ state }, count);
    },
  });
}
