import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus may read at /metrics. One set for each app, so that two in a process do not mix. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpSeconds: Histogram<'route' | 'method' | 'status'>;
  readonly operations: Counter<'kind' | 'transport' | 'outcome'>;
  readonly operationSeconds: Histogram<'kind'>;
  readonly operationCost: Histogram<'kind'>;
  readonly rateRefusals: Counter<'kind'>;
  readonly sockets: Gauge;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
    sockets: new Gauge({ name: 'frontdesk_sockets', help: 'WebSockets that are open on this node.', registers }),
  };
}
