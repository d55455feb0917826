import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../app.js';
import type { Context } from '../context.js';
import { databaseTime } from '../database/database-time.js';
import { timeLeft } from '../database/deadline.js';
import { type Transaction, transact } from '../database/transaction.js';
import type { Payment } from '../generated/prisma/client.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { askGateway, type Heard, type WithLedger } from './ask-gateway.js';
import { aboutPayment, paymentUpdated } from './events.js';
import { bookingOf, type LockedPayment } from './lock-payment.js';
import { firstCheck, nextCheck } from './next-check.js';
import { entriesOf } from './post.js';
import { lockForMoney, returnExcess, settle } from './settle.js';
import { openStates } from './states.js';

type Needed = Pick<App, 'database' | 'gateways'>;

/** How often a gateway is asked anew, because something else was written while it was asked. */
const attempts = 4;

/**
 * Brings a payment and its gateway together: does there what was asked for here and is not done, then writes what is
 * true there. Whoever called the gateway before may not have heard its answer, so each call can be made again. No
 * transaction is open while the gateway is called, so what it said is written only if nobody has written anything since
 * before it was asked: an answer that was overtaken by a later one is thrown away.
 */
export async function syncPayment(app: Needed, paymentId: string): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) if (await syncOnce(app, paymentId)) return;
  const { prisma } = app.database;
  const checkAt = firstCheck(await databaseTime(prisma));
  await prisma.payment.updateMany({ where: { id: paymentId }, data: { checkAt } });
}

/** False: the payment is another one by now, and nothing was written. */
async function syncOnce({ database, gateways }: Needed, paymentId: string): Promise<boolean> {
  const payment = await database.prisma.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { ledger: true },
  });
  const remote = gateways.get(payment.gateway)?.remote;
  // A gateway that is not configured any more is asked when it is again.
  if (remote === undefined) return true;
  const heard = await askGateway({ database }, remote, payment);
  if (entriesOf(payment.ledger, heard.facts).length === 0 && heard.notCaptured === null) {
    // Nothing is new: nobody has to wait for that. Whoever has changed it meanwhile asks again.
    const { version, asked } = payment;
    const now = await databaseTime(database.prisma);
    await database.prisma.payment.updateMany({
      where: { id: paymentId, version, asked },
      data: progress(heard, payment, payment, payment, now),
    });
    return true;
  }
  const step = remote.stepOf(payment.currency) ?? 1;
  return transact(database, (tx) => write(tx, payment, heard, step));
}

async function write(tx: Transaction, asked: WithLedger, heard: Heard, step: number): Promise<boolean> {
  const locked = await lockForMoney(tx, asked.id);
  if (locked.version !== asked.version) return false;
  const after = await returnExcess(tx, locked, await settle(tx, system, locked, heard.facts), step);
  const failure = heard.facts.findLast(({ kind }) => kind === 'FAILED' || kind === 'CANCELLED')?.note;
  const failureReason = heard.notCaptured ?? failure;
  const told = progress(heard, asked, locked, after, await databaseTime(tx));
  const data = { ...told, ...(failureReason != null && { failureReason }) };
  // Of what stands in no ledger nobody would hear.
  const untold = heard.notCaptured !== null && after.version === locked.version;
  const { version } = await tx.payment.update({
    where: { id: asked.id },
    data: { ...data, ...(untold && { version: { increment: 1 } }) },
  });
  if (untold) append(tx, paymentUpdated(system, { ...aboutPayment(after, bookingOf(after)), version }));
  return true;
}

/** What was refused is not asked for again, unless it is something else by now. */
function progress(
  { refused }: Heard,
  seen: Payment,
  before: Payment | LockedPayment,
  after: Payment | LockedPayment,
  now: Date,
) {
  const over = !openStates.includes(after.status) || (refused && after.asked === seen.asked);
  const asked = over ? null : after.asked;
  const soon = after.refundPendingAmount > before.refundPendingAmount;
  return { asked, checkAt: soon ? now : nextCheck({ ...after, asked }, now) };
}

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
