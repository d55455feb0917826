import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../app.js';
import type { Context } from '../context.js';
import { timeLeft } from '../database/deadline.js';
import { transact } from '../database/transaction.js';
import type { LedgerEntry, Payment } from '../generated/prisma/client.js';
import { system } from '../realtime/event.js';
import { type Fact, GatewayRefused, type RemoteGateway } from './gateway.js';
import { entriesOf } from './post.js';
import { lockForMoney, returnLateMoney, settle } from './settle.js';
import { openStates } from './states.js';

/**
 * Brings a payment and its gateway together: does there what was asked for here and is not done, then writes what is
 * true there. Whoever called the gateway before may not have heard its answer, so each call can be made again. No
 * transaction is open while the gateway is called.
 */
export async function syncPayment(app: Pick<App, 'database' | 'gateways'>, paymentId: string): Promise<void> {
  const { database } = app;
  const payment = await database.prisma.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { ledger: true },
  });
  const remote = app.gateways.get(payment.gateway)?.remote;
  // A gateway that is not configured any more is asked when it is again.
  if (remote === undefined) return;
  const { facts, refused } = await factsAbout(app, remote, payment);
  // What was refused is not asked for again, unless it is something else by now.
  const progress = (before: Payment, after: Payment) => {
    const over = !openStates.includes(after.status) || (refused && after.asked === payment.asked);
    const asked = over ? null : after.asked;
    const open = asked !== null || after.refundPendingAmount > 0 || openStates.includes(after.status);
    const soon = after.refundPendingAmount > before.refundPendingAmount;
    return { asked, checkAt: open ? (soon ? new Date() : nextCheck(after.createdAt)) : null };
  };
  if (entriesOf(payment.ledger, facts).length === 0) {
    // Nothing is new: nobody has to wait for that. Whoever has changed it meanwhile asks again.
    const { version, asked } = payment;
    await database.prisma.payment.updateMany({
      where: { id: paymentId, version, asked },
      data: progress(payment, payment),
    });
    return;
  }
  await transact(database, async (tx) => {
    const locked = await lockForMoney(tx, paymentId);
    const after = await returnLateMoney(tx, locked, await settle(tx, system, locked, facts));
    const failure = facts.findLast(({ kind }) => kind === 'FAILED' || kind === 'CANCELLED')?.note;
    await tx.payment.update({
      where: { id: paymentId },
      data: { ...progress(locked, after), ...(failure != null && { failureReason: failure }) },
    });
  });
}

type WithLedger = Payment & { ledger: LedgerEntry[] };

async function factsAbout(
  app: Pick<App, 'database'>,
  remote: RemoteGateway,
  payment: WithLedger,
): Promise<{ facts: readonly Fact[]; refused: boolean }> {
  const { id: paymentId } = payment;
  const ref = payment.gatewayRef ?? (await create(app, remote, payment));
  if (typeof ref !== 'string') return { facts: [ref], refused: true };
  const facts = [...(await remote.observe(ref))];
  const done = (kind: Fact['kind'], part?: string) =>
    facts.some((fact) => fact.kind === kind && (part === undefined || fact.part === part));
  const besides: Fact[] = [];
  let called = false;
  let refused = false;
  const call = async (work: () => Promise<void>, otherwise: (reason: string) => Fact | null) => {
    called = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof GatewayRefused)) throw error;
      refused = true;
      const fact = otherwise(error.reason);
      if (fact !== null) besides.push(fact);
    }
  };
  const { asked, askedAmount, amount } = payment;
  if (asked === 'capture' && !done('CAPTURED'))
    await call(() => remote.capture(ref, { paymentId, amount: askedAmount ?? amount }), failed);
  if (asked === 'cancel' && !done('CAPTURED') && !done('CANCELLED'))
    await call(
      () => remote.cancel(ref, { paymentId }),
      () => null,
    );
  for (const { part, amount: refund } of pendingRefunds(payment.ledger))
    if (!done('REFUND_REQUESTED', part))
      await call(
        () => remote.refund(ref, { part, amount: refund }),
        (note) => ({ kind: 'REFUND_RELEASED', amount: refund, part, note }),
      );
  if (!called) return { facts, refused };
  const seen = await remote.observe(ref);
  // Refused here, and done all the same: somebody else's attempt with the same key went through.
  const known = new Set(seen.flatMap(({ kind, part }) => (isRefund(kind) ? [part] : [])));
  const still = besides.filter(({ kind, part }) => kind !== 'REFUND_RELEASED' || !known.has(part));
  return { facts: [...seen, ...still], refused };
}

const isRefund = (kind: Fact['kind']) => kind === 'REFUND_REQUESTED' || kind === 'REFUNDED';

const failed = (note: string): Fact => ({ kind: 'FAILED', part: 'capture', note });

/** What the gateway calls it; or, where it will never take it, that it is over. */
async function create(
  { database }: Pick<App, 'database'>,
  remote: RemoteGateway,
  { id: paymentId, amount, currency, captureLater, asked }: Payment,
): Promise<string | Fact> {
  // It may be there all the same, if the answer was lost: asked for again, it is the same one, and is cancelled then.
  try {
    const gatewayRef = await remote.create({ paymentId, amount, currency, captureLater });
    await database.prisma.payment.updateMany({ where: { id: paymentId, gatewayRef: null }, data: { gatewayRef } });
    return gatewayRef;
  } catch (error) {
    if (error instanceof GatewayRefused) return { kind: 'CANCELLED', note: asked === null ? error.reason : null };
    throw error;
  }
}

function pendingRefunds(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const settled = new Set(
    ledger.filter(({ kind }) => kind === 'REFUNDED' || kind === 'REFUND_RELEASED').map(({ part }) => part),
  );
  return ledger.filter(({ kind, part }) => kind === 'REFUND_REQUESTED' && !settled.has(part));
}

const seconds = (count: number) => new Date(Date.now() + count * 1_000);

/** When it is asked for again what was asked for just now, should nobody hear of it. */
export const firstCheck = (): Date => seconds(15);

/** The older it is, the more seldom: an hour at most. */
const nextCheck = (createdAt: Date) =>
  seconds(Math.min(3_600, Math.max(15, (Date.now() - createdAt.getTime()) / 2_000)));

/**
 * The same at once, for whoever waits: what fails, or takes longer than they can, is left to the queue. Never throws.
 */
export async function hasten({ app, deadline }: Context, paymentId: string): Promise<void> {
  const patience = deadline === undefined ? 4_000 : Math.max(0, timeLeft(deadline) - 500);
  const stop = new AbortController();
  const work = syncPayment(app, paymentId).catch((error: unknown) => {
    app.log.warn({ err: error, paymentId }, 'A gateway did not answer as it should: it is asked again');
  });
  await Promise.race([work, wait(patience, undefined, { signal: stop.signal }).catch(() => {})]);
  stop.abort();
}
