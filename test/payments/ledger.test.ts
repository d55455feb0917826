import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import type { Booking } from '../../src/generated/prisma/client.js';
import { LedgerEntryKind } from '../../src/generated/prisma/enums.js';
import type { Fact } from '../../src/payments/gateway.js';
import { lockPayment } from '../../src/payments/lock-payment.js';
import { post } from '../../src/payments/post.js';
import { system } from '../../src/realtime/event.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aBooking, anOffering, aPayment, aProperty } from '../support/factories.js';

let running: RunningApp;
let booking: Booking;
beforeAll(async () => {
  running = await startApp();
  const offering = await anOffering(running.app, await aProperty(running.app));
  booking = await aBooking(running.app, offering, { totalAmount: 1_000 });
});
afterAll(() => running.close());

const prisma = () => running.app.database.prisma;
const write = (paymentId: string, facts: readonly Fact[]) =>
  transact(running.app.database, async (tx) => post(tx, system, await lockPayment(tx, paymentId), facts));
const row = (id: string) => prisma().payment.findUniqueOrThrow({ where: { id } });

/** What facts come to, worked out without the database: each has its effect once. */
function derived(facts: readonly Fact[]) {
  const causes = new Set<string>();
  const sums = { captured: 0, refunded: 0, pending: 0, disputed: 0 };
  let status = 'CREATED';
  const taken = new Map<string, number>();
  let cancelled = false;
  for (const { kind, part = '', amount = 0 } of facts) {
    const cause = ['REFUNDED', 'REFUND_RELEASED'].includes(kind) ? `settled ${part}` : `${kind} ${part}`;
    const reversed = kind === 'REFUND_RELEASED' && causes.has(`done ${part}`);
    if (causes.has(reversed ? `reversed ${part}` : cause)) continue;
    causes.add(reversed ? `reversed ${part}` : cause);
    if (kind === 'CAPTURED') sums.captured += amount;
    if (kind === 'REFUND_REQUESTED') sums.pending += amount;
    if (kind === 'REFUNDED') {
      causes.add(`done ${part}`);
      sums.pending -= amount;
      sums.refunded += amount;
    }
    if (kind === 'REFUND_RELEASED' && reversed) sums.refunded -= amount;
    else if (kind === 'REFUND_RELEASED') sums.pending -= amount;
    // A bank takes no more than there is, and gives back what it took.
    if (kind === 'DISPUTED') {
      const within = Math.min(amount, sums.captured - sums.disputed);
      if (within === 0) causes.delete(cause);
      taken.set(part, within);
      sums.disputed += within;
    }
    if (kind === 'DISPUTE_WON') {
      const back = taken.get(part) ?? 0;
      if (back === 0) causes.delete(cause);
      sums.disputed -= back;
    }
    if (kind === 'PROCESSING' || kind === 'AUTHORIZED' || kind === 'FAILED') status = kind;
    cancelled ||= kind === 'CANCELLED';
  }
  if (cancelled) status = 'CANCELLED';
  if (sums.captured > 0)
    status = sums.refunded === 0 ? 'CAPTURED' : sums.refunded < sums.captured ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  if (sums.disputed > 0) status = 'DISPUTED';
  return { status, ...sums };
}

const possible = ({ captured, refunded, pending, disputed }: ReturnType<typeof derived>) =>
  captured <= 1_000 && Math.min(refunded, pending) >= 0 && refunded + pending <= captured && disputed <= captured;

const shown = async (id: string) => {
  const { status, capturedAmount, refundedAmount, refundPendingAmount, disputedAmount } = await row(id);
  return {
    status,
    captured: capturedAmount,
    refunded: refundedAmount,
    pending: refundPendingAmount,
    disputed: disputedAmount,
  };
};

const movesMoney = (kind: string) => !['PROCESSING', 'FAILED', 'CANCELLED'].includes(kind);
// The same part has the same amount, as with any gateway; that of the payment itself is all of it, or more than there is.
const fact: fc.Arbitrary<Fact> = fc
  .record({ kind: fc.constantFrom(...Object.values(LedgerEntryKind)), part: fc.constantFrom('a', 'b', 'c') })
  .filter(({ kind }) => kind !== 'REFUND_REVERSED')
  .map(({ kind, part }) => {
    if (kind === 'CAPTURED' || kind === 'AUTHORIZED') return { kind, amount: 900 };
    return { kind, part, ...(movesMoney(kind) && { amount: { a: 300, b: 500, c: 700 }[part] ?? 0 }) };
  });

it('P1: whatever is written, in whichever order and however often, the ledger sums to the status, or is refused', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fact, { maxLength: 14 }), async (facts) => {
      const { id } = await aPayment(running.app, booking);
      const kept: Fact[] = [];
      for (const each of facts) {
        const { version } = await row(id);
        const wanted = derived([...kept, each]);
        const outcome = await write(id, [each]).then(
          () => true,
          () => false,
        );
        expect(outcome).toBe(possible(wanted));
        // What had no effect may have one later: a dispute of what was not captured yet.
        if ((await row(id)).version > version) kept.push(each);
      }
      expect(await shown(id)).toEqual(derived(kept));
      // All of it once more has no effect.
      const before = await row(id);
      await write(id, kept);
      expect(await row(id)).toEqual(before);
    }),
    { numRuns: 25 },
  ));

it('P1: facts come to the same in every order in which a gateway may tell them', () =>
  fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray<Fact>(
        [
          { kind: 'PROCESSING', part: '1' },
          { kind: 'FAILED', part: '1' },
          { kind: 'AUTHORIZED', amount: 1_000 },
          { kind: 'CANCELLED' },
        ],
        { minLength: 4 },
      ),
      fc.nat(4),
      async (phases, place) => {
        const { id } = await aPayment(running.app, booking);
        for (const each of phases.toSpliced(place, 0, { kind: 'CAPTURED', amount: 1_000 })) await write(id, [each]);
        expect(await shown(id)).toMatchObject({ status: 'CAPTURED', captured: 1_000 });
      },
    ),
    { numRuns: 12 },
  ));

it('P1: the database refuses whoever changes the ledger, or what it comes to', async () => {
  const { id } = await aPayment(running.app, booking);
  await write(id, [{ kind: 'CAPTURED', amount: 500 }]);
  const { database } = running.app;
  const tried = [
    `UPDATE ledger_entry SET amount = 400 WHERE payment_id = '${id}'`,
    `DELETE FROM ledger_entry WHERE payment_id = '${id}'`,
    'TRUNCATE ledger_entry',
    `UPDATE payment SET status = 'REFUNDED' WHERE id = '${id}'`,
    `UPDATE payment SET captured_amount = 1000 WHERE id = '${id}'`,
    `UPDATE payment SET refunded_amount = 500 WHERE id = '${id}'`,
    `UPDATE payment SET amount = 1 WHERE id = '${id}'`,
    `UPDATE payment SET booking_id = NULL, order_id = gen_random_uuid() WHERE id = '${id}'`,
    `DELETE FROM payment WHERE id = '${id}'`,
    `DELETE FROM booking WHERE id = '${booking.id}'`,
    `DELETE FROM property WHERE id = '${booking.propertyId}'`,
  ];
  for (const statement of tried) await expect(database.query(statement), statement).rejects.toThrow();
  await expect(aPayment(running.app, booking, { status: 'CAPTURED', capturedAmount: 1_000 })).rejects.toThrow();
  await expect(write(id, [{ kind: 'REFUND_REQUESTED', part: 'x', amount: 501 }])).rejects.toThrow();
  await expect(write(id, [{ kind: 'REFUND_REQUESTED', part: 'x', amount: -1 }])).rejects.toThrow();
  expect(await shown(id)).toMatchObject({ status: 'CAPTURED', captured: 500, refunded: 0, pending: 0 });
});

it('P4: of two refunds at the same moment that are more than was captured, one is refused', async () => {
  const { id } = await aPayment(running.app, booking);
  await write(id, [{ kind: 'CAPTURED', amount: 1_000 }]);
  const refunds = Array.from({ length: 6 }, (_, number) =>
    write(id, [{ kind: 'REFUND_REQUESTED', part: String(number), amount: 300 }]),
  );
  const outcomes = await Promise.allSettled(refunds);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(await shown(id)).toMatchObject({ pending: 900 });
});
