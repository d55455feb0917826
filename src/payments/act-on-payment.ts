import { actorOf, type Context } from '../context.js';
import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import type { Payment } from '../generated/prisma/client.js';
import { authorize, type Operation } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import type { Fact } from './gateway.js';
import type { LockedPayment } from './lock-payment.js';
import { refuseAmount } from './refuse-amount.js';
import { lockForMoney, settle } from './settle.js';
import { hasten } from './sync-payment.js';

export interface PaymentAct {
  paymentId: string;
  expectedVersion?: number | null | undefined;
}

type Asked = Partial<Pick<Payment, 'asked' | 'askedAmount'>>;

interface Doing {
  readonly operation: Operation;
  /** Throws when it cannot be done to a payment that is as this one is. */
  readonly check: (payment: LockedPayment, remote: boolean, tx: Transaction) => void | Promise<void>;
  /** What is so from here on. With a gateway that has to be asked: what is asked of it, and written at once. */
  readonly facts: (payment: LockedPayment, remote: boolean) => readonly Fact[];
  readonly asks?: (payment: LockedPayment) => Asked;
}

/**
 * A verb that does something to a payment. At the desk it is done with the transaction; a gateway is called once what it
 * shall do is committed, and again by the queue until it is done.
 */
export async function actOnPayment(
  context: Context,
  { paymentId, expectedVersion }: PaymentAct,
  { operation, check, facts, asks }: Doing,
): Promise<{ paymentId: string }> {
  const actor = actorOf(context);
  const { gateways } = context.app;
  let calls = false;
  const answer = await write(context, async (tx) => {
    const payment = await lockForMoney(tx, paymentId);
    authorize(actor, operation, subjectOfGuest(payment));
    refuseOtherVersion(expectedVersion, payment.version);
    // What is not configured any more is asked when it is again.
    const gateway = gateways.get(payment.gateway);
    const remote = gateway === undefined || gateway.remote !== undefined;
    await check(payment, remote, tx);
    calls = remote;
    const happened = facts(payment, remote);
    const asked: Asked = asks?.(payment) ?? {};
    for (const amount of [asked.askedAmount, ...happened.map((fact) => fact.amount)])
      if (gateway !== undefined && amount != null) refuseAmount(gateway, payment.currency, amount);
    await settle(tx, actor, payment, happened);
    if (remote) await ask(tx, paymentId, asked);
    return { paymentId };
  });
  if (calls) await hasten(context, paymentId);
  return answer;
}

const ask = async (tx: Transaction, id: string, asked: object) =>
  tx.payment.update({ where: { id }, data: { ...asked, checkAt: await databaseTime(tx) } });
