import { randomUUID } from 'node:crypto';
import { globalId } from '../support/global-id.js';
import type { Expected } from './verdict.js';
import type { Relation, World } from './world.js';

const property = (world: World, relation: Relation) => ({ id: world.propertyId(relation) });
const idOf = (world: World, relation: Relation) => world.propertyOf(relation)?.id;

async function anAlert(world: World, relation: Relation) {
  const propertyId = idOf(world, relation);
  if (propertyId === undefined) return { id: globalId('Alert', randomUUID()) };
  const { prisma } = world.running.app.database;
  const { id } = await prisma.alert.create({ data: { propertyId, severity: 'INFO', title: 'Look' } });
  return { id: globalId('Alert', id) };
}

async function aRule(world: World, relation: Relation) {
  const propertyId = idOf(world, relation);
  if (propertyId === undefined) return { id: globalId('AlertRule', randomUUID()) };
  const { id } = await world.running.app.database.prisma.alertRule.create({
    data: { propertyId, name: 'Many', metric: 'OPEN_ORDERS', comparison: 'ABOVE', threshold: 10 },
  });
  return { id: globalId('AlertRule', id) };
}

const platform = { none: 'U R R R R R A A R R' };
const nothing = 'U N N N N N N N N N';
const desk = { same: 'U N N A A A A A R R', other: 'U N N N N N A A N N' };
const management = { same: 'U N N R A A A A R R', other: 'U N N N N N A A N N' };
const verb = (name: string, variables: Expected['variables'] & object, verdicts: Expected['verdicts']): Expected => ({
  document: `mutation ($id: ID!) { ${name}(input: { id: $id }) { userErrors { code } } }`,
  variables,
  verdicts: { ...verdicts, none: nothing },
});
const node = (variables: Expected['variables'] & object): Expected => ({
  document: 'query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename } }',
  variables,
  isNode: true,
  verdicts: { same: 'N N N A A A A A N N', other: 'N N N N N N A A N N', none: 'N N N N N N N N N N' },
});
const newRule = (where: string) =>
  `createAlertRule(input: { ${where} name: "Many", metric: OPEN_ORDERS, comparison: ABOVE, threshold: 9 }) { userErrors { code } }`;
const newAlert = (where: string) =>
  `raiseAlert(input: { ${where} severity: INFO, title: "Look" }) { userErrors { code } }`;

export const alertVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  alerts: {
    document: 'query ($id: ID!) { alerts(propertyId: $id) { nodes { title } } }',
    variables: property,
    verdicts: { ...desk, none: 'U N N N N N A A N N' },
  },
  'alerts of the platform': { document: '{ alerts { nodes { title } } }', verdicts: platform },
  alertRules: {
    document: 'query ($id: ID!) { alertRules(propertyId: $id) { nodes { name } } }',
    variables: property,
    verdicts: { ...desk, none: 'U N N N N N A A N N' },
  },
  'alertRules of the platform': { document: '{ alertRules { nodes { name } } }', verdicts: platform },
  raiseAlert: {
    document: `mutation ($id: ID!) { ${newAlert('propertyId: $id,')} }`,
    variables: property,
    verdicts: { ...desk, none: nothing },
  },
  'raiseAlert of the platform': { document: `mutation { ${newAlert('')} }`, verdicts: platform },
  acknowledgeAlert: verb('acknowledgeAlert', anAlert, desk),
  resolveAlert: verb('resolveAlert', anAlert, desk),
  createAlertRule: {
    document: `mutation ($id: ID!) { ${newRule('propertyId: $id,')} }`,
    variables: property,
    verdicts: { ...management, none: nothing },
  },
  'createAlertRule of the platform': { document: `mutation { ${newRule('')} }`, verdicts: platform },
  updateAlertRule: verb('updateAlertRule', aRule, management),
  deleteAlertRule: verb('deleteAlertRule', aRule, management),
  'node Alert': node(anAlert),
  'node AlertRule': node(aRule),
};
