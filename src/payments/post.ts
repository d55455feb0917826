import type { Transaction } from '../database/transaction.js';
import type { LedgerEntry } from '../generated/prisma/client.js';
import type { LedgerEntryKind } from '../generated/prisma/enums.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import { disputesWithin } from './disputes-within.js';
import { aboutPayment, paymentStatusChanged, paymentUpdated } from './events.js';
import type { Fact } from './gateway.js';
import { bookingOf, type LockedPayment, lockedPayment } from './lock-payment.js';

/**
 * Writes facts to the ledger of a payment that is locked, and tells who may know. What was written before has no second
 * effect. Answers the payment as the ledger has made it.
 */
export async function post(
  tx: Transaction,
  actor: EventActor,
  payment: LockedPayment,
  facts: readonly Fact[],
): Promise<LockedPayment> {
  const { id: paymentId } = payment;
  const known = await tx.ledgerEntry.findMany({
    where: { paymentId },
    select: { kind: true, part: true, cause: true, amount: true },
  });
  const entries = entriesOf(known, facts);
  if (entries.length === 0) return payment;
  const { count } = await tx.ledgerEntry.createMany({
    data: entries.map((entry) => ({ ...entry, paymentId, actor: actor.key })),
    skipDuplicates: true,
  });
  if (count === 0) return payment;
  const after = await lockedPayment(tx, paymentId);
  tell(tx, actor, payment, after);
  return after;
}

/** The entries that facts add to a ledger: none for what it says already. */
export function entriesOf(
  ledger: ReadonlyArray<Pick<LedgerEntry, 'kind' | 'part' | 'cause' | 'amount'>>,
  facts: readonly Fact[],
) {
  const known = new Set(ledger.map(({ cause }) => cause));
  const refunded = new Set(ledger.filter(({ kind }) => kind === 'REFUNDED').map(({ part }) => part));
  const entries = facts.flatMap(({ kind, amount = 0, part = '', note = null }) => {
    // What was given back, and then was not.
    const really = kind === 'REFUND_RELEASED' && refunded.has(part) ? 'REFUND_REVERSED' : kind;
    const cause = causeOf(really, part);
    if (known.has(cause)) return [];
    known.add(cause);
    if (really === 'REFUNDED') refunded.add(part);
    return [{ kind: really, amount, part, note, cause }];
  });
  return disputesWithin(ledger, entries);
}

/** Equal for what has one effect in all. A refund is either done or not: that is one cause. */
function causeOf(kind: LedgerEntryKind, part: string): string {
  return `${kind === 'REFUNDED' || kind === 'REFUND_RELEASED' ? 'REFUND_SETTLED' : kind} ${part}`.trim();
}

function tell(tx: Transaction, actor: EventActor, before: LockedPayment, after: LockedPayment): void {
  const about = aboutPayment(after, bookingOf(after));
  const { status: to } = after;
  append(
    tx,
    before.status === to
      ? paymentUpdated(actor, about)
      : paymentStatusChanged(actor, { ...about, from: before.status, to }),
  );
}
