import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { calmMs, evaluateRules } from '../../src/alerts/evaluate-rules.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually as soon } from '../support/eventually.js';
import { aMember, anOrder, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
  // Here the tests say when rules are looked at, and what time it is then.
  await running.app.jobs.close();
});
afterAll(() => running.close());
vi.setConfig({ testTimeout: 240_000 });
const eventually = <T>(assertion: () => T | Promise<T>) => soon(assertion, 60_000);

const errors = 'userErrors { code ... on InvalidTransitionError { from allowed } }';
const createRule = `mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { alertRule { id version } ${errors} } }`;
const list = `query ($id: ID, $filter: AlertFilter) { alerts(propertyId: $id, filter: $filter) { totalCount asOf nodes {
  id status severity title value threshold metric version allowedTransitions rule { name } raisedBy { name }
  acknowledgedBy { name } resolvedBy { name } } } }`;
const move = (name: string) => `mutation ($id: ID!) { ${name}(input: { id: $id }) { alert { status } ${errors} } }`;
const told = '{ notifications { nodes { type priority title body subject { id } } } }';

async function aHouse() {
  const property = await aProperty(running.app);
  const manager = await aMember(running.app, property, 'MANAGER');
  const staff = await aMember(running.app, property, 'STAFF');
  return {
    property,
    id: globalId('Property', property.id),
    manager: await signedIn(running.app, manager.user),
    staff: await signedIn(running.app, staff.user),
    staffName: staff.user.name,
  };
}

const alertsOf = async (id: string | undefined, token: string, filter = {}) => {
  const { data, errors: faults } = await running.ask(list, { id, filter }, token);
  expect(faults).toBeUndefined();
  return data.alerts.nodes;
};

it('D4: a number that crosses its threshold raises one alert, however often it goes up and down, until it is calm', async () => {
  const house = await aHouse();
  const input = {
    propertyId: house.id,
    name: 'Kitchen is behind',
    metric: 'OPEN_ORDERS',
    comparison: 'ABOVE',
    threshold: 1,
  };
  const { data } = await running.ask(createRule, { input: { ...input, severity: 'CRITICAL' } }, house.manager);
  expect(data.createAlertRule.userErrors).toEqual([]);
  const at = (minutes: number) => evaluateRules(running.app.database, new Date(Date.now() + minutes * 60_000));
  await at(0);
  expect(await alertsOf(house.id, house.staff)).toEqual([]);
  const orders = [await anOrder(running.app, house.property), await anOrder(running.app, house.property)];
  await at(0);
  expect(await alertsOf(house.id, house.staff)).toMatchObject([
    { status: 'OPEN', severity: 'CRITICAL', title: 'Kitchen is behind', value: 2, threshold: 1, metric: 'OPEN_ORDERS' },
  ]);
  const { prisma } = running.app.database;
  const deliver = (status: 'DELIVERED' | 'PLACED') =>
    prisma.order.update({ where: { id: orders[0]?.id ?? '' }, data: { status } });
  for (let time = 0; time < 6; time++) {
    await deliver(time % 2 === 0 ? 'DELIVERED' : 'PLACED');
    await at(time);
  }
  await Promise.all([at(5), at(5), at(5)]);
  expect(await alertsOf(house.id, house.staff)).toHaveLength(1);
  await deliver('DELIVERED');
  await at(6);
  await at(6 + calmMs / 60_000);
  expect(await alertsOf(house.id, house.staff)).toMatchObject([{ status: 'RESOLVED', resolvedBy: null }]);
  await deliver('PLACED');
  await at(20);
  expect((await alertsOf(house.id, house.staff)).map(({ status }: { status: string }) => status)).toEqual([
    'OPEN',
    'RESOLVED',
  ]);
});

it('D4: alerts come live to the property and the platform, and people are told by how bad it is', async () => {
  const house = await aHouse();
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  const seen = '__typename ... on AlertRaised { alert { title status } severity } ... on AlertResolved { from }';
  await using desk = openSocket(running, house.staff);
  await using office = openSocket(running, admin);
  const kinds = '[ALERT_RAISED, ALERT_ACKNOWLEDGED, ALERT_RESOLVED]';
  const here = desk.follow(`subscription ($id: ID!) { propertyEvents(propertyId: $id, kinds: ${kinds}) { ${seen} } }`, {
    id: house.id,
  });
  const everywhere = office.follow(`subscription { platformEvents(kinds: ${kinds}) { ${seen} } }`);
  await eventually(() => expect([here.items.length, everywhere.items.length]).toEqual([1, 1]));
  const raise = `mutation ($id: ID) { raiseAlert(input: { propertyId: $id, severity: WARNING, title: "Water in the cellar", body: "Pump!" }) { alert { id } ${errors} } }`;
  const { data } = await running.ask(raise, { id: house.id }, house.staff);
  const { id } = data.raiseAlert.alert;
  await running.ask(move('acknowledgeAlert'), { id }, house.manager);
  await running.ask(move('resolveAlert'), { id }, house.staff);
  const expected = ['StreamReady', 'AlertRaised', 'AlertAcknowledged', 'AlertResolved'];
  const names = (followed: { items: Array<{ __typename: string }> }) => followed.items.map((item) => item.__typename);
  await eventually(() => expect(names(here)).toEqual(expected));
  await eventually(() => expect(names(everywhere)).toEqual(expected));
  expect(here.items[3]).toMatchObject({ from: 'ACKNOWLEDGED' });
  await eventually(async () => {
    const { data: answer } = await running.ask(told, {}, house.manager);
    expect(answer.notifications.nodes).toMatchObject([
      { type: 'ALERT', priority: 'HIGH', title: 'Alert: Water in the cellar', subject: { id } },
    ]);
  });
  expect(await alertsOf(house.id, house.staff)).toMatchObject([
    { status: 'RESOLVED', resolvedBy: { name: house.staffName } },
  ]);
  const again = await running.ask(move('acknowledgeAlert'), { id }, house.manager);
  expect(again.data.acknowledgeAlert.userErrors).toEqual([
    { code: 'INVALID_TRANSITION', from: 'RESOLVED', allowed: [] },
  ]);
});

it('D4: what a rule finds is told as METRIC, and as ALERT when it is critical', async () => {
  const house = await aHouse();
  for (const severity of ['WARNING', 'CRITICAL']) {
    const input = {
      propertyId: house.id,
      name: `Nobody comes ${severity}`,
      metric: 'ARRIVALS_TO_COME',
      comparison: 'BELOW',
      threshold: 1,
      severity,
    };
    await running.ask(createRule, { input }, house.manager);
  }
  await evaluateRules(running.app.database);
  await eventually(async () => {
    const { data } = await running.ask(told, {}, house.staff);
    const found = data.notifications.nodes.map(({ type, priority }: Record<string, string>) => `${type} ${priority}`);
    expect(found.sort()).toEqual(['ALERT CRITICAL', 'METRIC HIGH']);
    expect(data.notifications.nodes[0].body).toContain('0, and the threshold is 1');
  });
});

it('D4: a rule that is turned off or deleted leaves no open alert behind', async () => {
  const house = await aHouse();
  const input = { propertyId: house.id, name: 'Empty', metric: 'IN_HOUSE', comparison: 'BELOW', threshold: 5 };
  const rule = async () => (await running.ask(createRule, { input }, house.manager)).data.createAlertRule.alertRule;
  const [first, second] = [await rule(), await rule()];
  await evaluateRules(running.app.database);
  expect(await alertsOf(house.id, house.staff, { statuses: ['OPEN'] })).toHaveLength(2);
  const off = `mutation ($id: ID!) { updateAlertRule(input: { id: $id, enabled: false, expectedVersion: 1 }) { alertRule { enabled version } ${errors} } }`;
  expect((await running.ask(off, { id: first.id }, house.manager)).data.updateAlertRule.alertRule).toEqual({
    enabled: false,
    version: 2,
  });
  expect((await running.ask(off, { id: first.id }, house.manager)).data.updateAlertRule.userErrors[0].code).toBe(
    'VERSION_CONFLICT',
  );
  const nothing = `mutation ($id: ID!) { updateAlertRule(input: { id: $id, severity: null, comparison: null, enabled: null }) { userErrors { code field } } }`;
  expect((await running.ask(nothing, { id: first.id }, house.manager)).data.updateAlertRule.userErrors).toMatchObject(
    ['comparison', 'severity', 'enabled'].map((field) => ({ code: 'INVALID_INPUT', field })),
  );
  const gone = `mutation ($id: ID!) { deleteAlertRule(input: { id: $id }) { alertRuleId ${errors} } }`;
  await running.ask(gone, { id: second.id }, house.manager);
  await evaluateRules(running.app.database);
  expect((await alertsOf(house.id, house.staff)).map(({ status }: { status: string }) => status)).toEqual([
    'RESOLVED',
    'RESOLVED',
  ]);
  expect(
    (
      await running.ask(
        'query ($id: ID!) { alertRules(propertyId: $id) { nodes { name enabled } } }',
        { id: house.id },
        house.staff,
      )
    ).data.alertRules.nodes,
  ).toEqual([{ name: 'Empty', enabled: false }]);
});

it('D4, F11: the list of rules says from where on its feed tells what happens to them', async () => {
  const house = await aHouse();
  const listed = await running.ask(
    'query ($id: ID!) { alertRules(propertyId: $id) { asOf } }',
    { id: house.id },
    house.staff,
  );
  const input = { propertyId: house.id, name: 'Full', metric: 'IN_HOUSE', comparison: 'ABOVE', threshold: 9 };
  await running.ask(createRule, { input }, house.manager);
  await using socket = openSocket(running, house.staff);
  const heard = socket.follow(
    `subscription ($id: ID!, $after: EventCursor) { propertyEvents(propertyId: $id, after: $after, kinds: [ALERT_RULE_CREATED]) {
      __typename ... on AlertRuleCreated { alertRule { name } } } }`,
    { id: house.id, after: listed.data.alertRules.asOf },
  );
  await eventually(() =>
    expect(heard.items[1]).toEqual({ __typename: 'AlertRuleCreated', alertRule: { name: 'Full' } }),
  );
});

it('D4: alerts of the platform are for those who run it', async () => {
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  const { staff } = await aHouse();
  const raise = `mutation { raiseAlert(input: { severity: INFO, title: "Upgrade tonight" }) { alert { id property { id } } ${errors} } }`;
  expect((await running.ask(raise, {}, staff)).data.raiseAlert.userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
  const { id } = (await running.ask(raise, {}, admin)).data.raiseAlert.alert;
  expect((await running.ask(move('resolveAlert'), { id }, staff)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await alertsOf(undefined, admin))[0].title).toBe('Upgrade tonight');
  for (const field of ['alerts', 'alertRules']) {
    const count = `{ ${field} { totalCount } }`;
    expect((await running.ask(count, {}, staff)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await running.ask(count, {}, admin)).errors).toBeUndefined();
  }
  expect((await running.ask(move('resolveAlert'), { id }, admin)).data.resolveAlert.alert.status).toBe('RESOLVED');
});
