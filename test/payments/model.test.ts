import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { type Act, acts, aTill, doSomething, steadyActs, whatIsWrong } from './commotion.js';
import { StripeStandIn } from './stripe-stand-in.js';

let stripe: StripeStandIn;
let running: RunningApp;
beforeAll(async () => {
  stripe = await StripeStandIn.start();
  running = await startApp(stripe.env);
});
afterAll(async () => {
  await running.close();
  await stripe[Symbol.asyncDispose]();
});
vi.setConfig({ testTimeout: 180_000 });

const sequences = (among: readonly Act[]) =>
  fc.array(fc.record({ act: fc.constantFrom(...among), place: fc.nat(30_000) }), { minLength: 10, maxLength: 25 });

it('P4: whatever is tried, retried, lost, told twice or in another order, money moves once, and the ledger says how much', () =>
  fc.assert(
    fc.asyncProperty(sequences(acts), async (steps) => {
      const till = await aTill(running.app, 2);
      for (const { act, place } of steps) await doSomething(running.app, stripe, till, act, place);
      expect(await whatIsWrong(running.app, stripe, till)).toEqual([]);
    }),
    { numRuns: 6 },
  ));

it('P4: as long as nothing is called off, nobody ever pays more than they owe, with their orders', () =>
  fc.assert(
    fc.asyncProperty(sequences(steadyActs), async (steps) => {
      const till = await aTill(running.app, 2);
      for (const { act, place } of steps) await doSomething(running.app, stripe, till, act, place);
      expect(till.credit.size).toBe(0);
      expect(await whatIsWrong(running.app, stripe, till)).toEqual([]);
    }),
    { numRuns: 6 },
  ));
