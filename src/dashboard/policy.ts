import type { Policy, Rule } from '../policy/rule.js';

const desk: Rule = {
  staff: 'property',
  manager: 'property',
  owner: 'property',
  admin: 'all',
  superAdmin: 'all',
  key: 'properties:read',
  notes: { staff: 'without money', admin: 'the whole platform, too', key: 'the whole platform: keys of no property' },
};
/** Those who may see the money of a property: not everybody who works there. */
const money: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };

export const dashboardPolicy = {
  dashboard: desk,
  metricSeries: { ...desk, notes: { ...desk.notes, key: 'without money' } },
  dashboardUpdates: desk,
  'Dashboard.revenue': money,
  'Dashboard.revenues': money,
  'Dashboard.averageDailyRate': money,
  'Dashboard.averageDailyRates': money,
} as const satisfies Policy;
