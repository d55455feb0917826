import type { GraphQLInterfaceType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policy } from '../../src/policy/index.js';
import { schema } from '../../src/schema/index.js';
import { type RunningApp, startApp } from '../support/app.js';
import { accountVerdicts } from './accounts.verdicts.js';
import { attachmentVerdicts } from './attachments.verdicts.js';
import { bookingVerdicts } from './bookings.verdicts.js';
import { broadcastVerdicts } from './broadcasts.verdicts.js';
import { feedVerdicts } from './feeds.verdicts.js';
import { messagingVerdicts } from './messaging.verdicts.js';
import { nodeVerdicts } from './nodes.verdicts.js';
import { notificationVerdicts } from './notifications.verdicts.js';
import { offeringVerdicts } from './offerings.verdicts.js';
import { operationsVerdicts } from './operations.verdicts.js';
import { orderVerdicts } from './orders.verdicts.js';
import { paymentVerdicts } from './payments.verdicts.js';
import { propertyVerdicts } from './properties.verdicts.js';
import { providerVerdicts } from './providers.verdicts.js';
import { asksAbout, type Expected, type Verdict } from './verdict.js';
import {
  asking,
  askingAnew,
  askingEverywhere,
  aWorld,
  type Relation,
  type Role,
  rightsOfPeople,
  roles,
  type World,
} from './world.js';

/**
 * What is right, written down by people and never read from the policy. An operation needs one entry in the table of
 * its area: how to ask, and the verdicts. A name may go on after a blank (`inviteMember as MANAGER`).
 */
const table: Record<string, Expected> = {
  ...accountVerdicts,
  ...propertyVerdicts,
  ...broadcastVerdicts,
  ...offeringVerdicts,
  ...bookingVerdicts,
  ...paymentVerdicts,
  ...orderVerdicts,
  ...messagingVerdicts,
  ...attachmentVerdicts,
  ...providerVerdicts,
  ...notificationVerdicts,
  ...feedVerdicts,
  ...nodeVerdicts,
  ...operationsVerdicts,
};

let running: RunningApp;
let world: World;
let rightsAtFirst: string;
beforeAll(async () => {
  // What is measured here are rights: no rate may come between.
  const unlimited = { LIMIT_ANONYMOUS_COST: '1000000', LIMIT_USER_COST: '1000000', LIMIT_SIGN_INS: '100000' };
  running = await startApp(unlimited);
  world = await aWorld(running);
  rightsAtFirst = await rightsOfPeople(world);
});
afterAll(() => running.close());

const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}),
);
const restrictedFields = Object.keys(policy).filter((name) => name.includes('.'));

it('A3: every operation and every restricted field has a verdict and a line in the policy', () => {
  const judged = new Set(Object.keys(table).map((name) => name.split(' ')[0]));
  expect([...operations, ...restrictedFields].filter((name) => !judged.has(name))).toEqual([]);
  expect([...judged].filter((name) => name === undefined || !(name in policy))).toEqual([]);
  expect(operations.filter((name) => !(name in policy))).toEqual([]);
});

it('A3: every line of the policy is of something that there is', () => {
  const missing = Object.keys(policy).filter((line) => {
    const [typeName = '', field = ''] = line.split('.');
    const type = schema.getType(typeName);
    return line.includes('.')
      ? !(type && 'getFields' in type && field in type.getFields())
      : !operations.includes(line);
  });
  expect(missing).toEqual([]);
});

for (const [name, expected] of Object.entries(table))
  for (const [relation, row] of Object.entries(expected.verdicts) as Array<[Relation, string]>)
    it(`A3: ${name}, ${relation}`, async () => {
      const wanted = row.split(' ');
      expect(wanted).toHaveLength(roles.length);
      const ask = asksAbout(world, expected, relation);
      const anew = (role: Role) => expected.changesWhoAsks === true && !role.startsWith('key');
      const got: Record<string, string> = {};
      for (const role of refusedFirst(byRole(wanted)))
        got[role] = await ask(await (anew(role) ? askingAnew(world, role) : asking(world, role, expected.scope)));
      expect({ ...byRole(wanted), ...got }).toEqual(byRole(wanted));
      if (expected.document.startsWith('mutation')) expect(await rightsOfPeople(world)).toBe(rightsAtFirst);
    });

for (const [name, { scope, keyEverywhere = {}, ...expected }] of Object.entries(table))
  for (const [relation, wanted] of Object.entries(keyEverywhere) as Array<[Relation, Verdict]>)
    it(`A3: ${name}, ${relation}, for a key of every property`, async () => {
      if (scope === undefined) throw new Error('Which scope?');
      const ask = asksAbout(world, { ...expected, scope }, relation);
      expect(await ask(await askingEverywhere(world, scope))).toBe(wanted);
    });

it('A3: what a scope decides says which one, and what a key of every property may', () => {
  const undecided = Object.entries(table).filter(([, { verdicts, scope, keyEverywhere = {} }]) => {
    const rows = Object.entries(verdicts).map(([relation, row]) => ({ relation, columns: row.split(' ') }));
    // Nothing is a program's own.
    const ofKeys = rows.filter(({ columns }) => columns.at(-2) !== '-');
    const decides = ofKeys.some(({ columns }) => columns.at(-1) !== columns.at(-2));
    const complete = scope !== undefined && ofKeys.every(({ relation }) => relation in keyEverywhere);
    return (decides || scope !== undefined) && !complete;
  });
  expect(undecided.map(([name]) => name)).toEqual([]);
});

it('A4: whatever can be looked up by its id has verdicts', () => {
  const nodes = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType).map(({ name }) => name);
  expect(nodes.filter((name) => table[`node ${name}`]?.isNode !== true)).toEqual([]);
});

const refusedFirst = (wanted: Record<Role, string | undefined>): Role[] =>
  roles
    .filter((role) => wanted[role] !== '-')
    .toSorted((one, other) => Number(wanted[one] === 'A') - Number(wanted[other] === 'A'));

const byRole = (verdicts: string[]) =>
  Object.fromEntries(roles.map((role, column) => [role, verdicts[column]])) as Record<Role, string | undefined>;
