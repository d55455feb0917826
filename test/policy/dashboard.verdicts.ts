import type { Expected } from './verdict.js';
import type { Relation, World } from './world.js';

const property = (world: World, relation: Relation) => ({ id: world.propertyId(relation) });
const nothing = 'U N N N N N N N N N';
const ofProperty: Pick<Expected, 'variables' | 'verdicts' | 'scope' | 'keyEverywhere'> = {
  variables: property,
  verdicts: { same: 'U N N A A A A A A R', other: 'U N N N N N A A N N', none: nothing },
  scope: 'properties:read',
  keyEverywhere: { same: 'A', other: 'A', none: 'N' },
};
const ofPlatform: Pick<Expected, 'verdicts' | 'scope' | 'keyEverywhere'> = {
  verdicts: { none: 'U R R R R R A A R R' },
  scope: 'properties:read',
  keyEverywhere: { none: 'A' },
};
const money = (field: string): Expected => ({
  document: `query ($id: ID!) { dashboard(propertyId: $id) { ${field} { currency } } }`,
  variables: property,
  verdicts: { same: 'U N N R A A A A R R', other: 'U N N N N N A A N N', none: nothing },
});

export const dashboardVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  dashboard: { document: 'query ($id: ID!) { dashboard(propertyId: $id) { arrivals } }', ...ofProperty },
  'dashboard of the platform': { document: '{ dashboard { arrivals } }', ...ofPlatform },
  metricSeries: {
    document: 'query ($id: ID!) { metricSeries(propertyId: $id, metric: ORDERS) { timeZone } }',
    ...ofProperty,
  },
  'metricSeries of the platform': { document: '{ metricSeries(metric: ORDERS) { timeZone } }', ...ofPlatform },
  'metricSeries of money': {
    document: 'query ($id: ID!) { metricSeries(propertyId: $id, metric: REVENUE) { timeZone } }',
    variables: property,
    verdicts: { same: 'U N N R A A A A R R', other: 'U N N N N N A A N N', none: nothing },
  },
  dashboardUpdates: {
    document: 'subscription ($id: ID!) { dashboardUpdates(propertyId: $id) { arrivals } }',
    ...ofProperty,
  },
  'dashboardUpdates of the platform': { document: 'subscription { dashboardUpdates { arrivals } }', ...ofPlatform },
  'Dashboard.revenue': money('revenue'),
  'Dashboard.revenues': money('revenues'),
  'Dashboard.averageDailyRate': money('averageDailyRate'),
  'Dashboard.averageDailyRates': money('averageDailyRates'),
};
