import type { AlertMetric } from '../generated/graphql.js';

/** People say 80 percent and five minutes where the API counts 0.8 and 300 seconds. */
export type Unit = 'count' | 'percent' | 'minutes';

export const unitOf = (metric: AlertMetric): Unit =>
  metric === 'OCCUPANCY' ? 'percent' : metric === 'RESPONSE_SECONDS' ? 'minutes' : 'count';

const size: Record<Unit, number> = { count: 1, percent: 0.01, minutes: 60 };

export const asPeopleSay = (threshold: number, metric: AlertMetric): number =>
  Number((threshold / size[unitOf(metric)]).toFixed(4));

export const asTheApiCounts = (said: number, metric: AlertMetric): number =>
  Number((said * size[unitOf(metric)]).toFixed(4));
