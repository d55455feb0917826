import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { asksAbout, type Verdict } from './verdict.js';
import { verdicts } from './verdicts.js';
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

// Thousands of requests: on PostgreSQL alone. That nothing is left out is looked at in complete.test.ts.

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

for (const [name, expected] of Object.entries(verdicts))
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

for (const [name, { scope, keyEverywhere = {}, ...expected }] of Object.entries(verdicts))
  for (const [relation, wanted] of Object.entries(keyEverywhere) as Array<[Relation, Verdict]>)
    it(`A3: ${name}, ${relation}, for a key of every property`, async () => {
      if (scope === undefined) throw new Error('Which scope?');
      const ask = asksAbout(world, { ...expected, scope }, relation);
      expect(await ask(await askingEverywhere(world, scope))).toBe(wanted);
    });

const refusedFirst = (wanted: Record<Role, string | undefined>): Role[] =>
  roles
    .filter((role) => wanted[role] !== '-')
    .toSorted((one, other) => Number(wanted[one] === 'A') - Number(wanted[other] === 'A'));

const byRole = (verdicts: string[]) =>
  Object.fromEntries(roles.map((role, column) => [role, verdicts[column]])) as Record<Role, string | undefined>;
