import type { App } from '../app.js';
import type { LedgerEntry, Payment } from '../generated/prisma/client.js';
import { type Fact, GatewayRefused, type RemoteGateway } from './gateway.js';

export interface Heard {
  readonly facts: readonly Fact[];
  /** Something that was asked for will never be done as it was asked for. */
  readonly refused: boolean;
  /** Why the money was not taken, though it is still reserved. */
  readonly notCaptured: string | null;
}

export type WithLedger = Payment & { ledger: LedgerEntry[] };

/** Does at the gateway what was asked for here and is not done there; then asks it what is true. */
export async function askGateway(
  app: Pick<App, 'database'>,
  remote: RemoteGateway,
  payment: WithLedger,
): Promise<Heard> {
  const { id: paymentId, currency } = payment;
  const ref = payment.gatewayRef ?? (await create(app, remote, payment));
  if (typeof ref !== 'string') return { facts: [ref], refused: true, notCaptured: null };
  const facts = await remote.observe(ref);
  const done = (kind: Fact['kind'], part?: string) =>
    facts.some((fact) => fact.kind === kind && (part === undefined || fact.part === part));
  const released: Fact[] = [];
  let called = false;
  let refused = false;
  let notCaptured: string | null = null;
  const call = async (work: () => Promise<void>, otherwise: (reason: string) => void) => {
    called = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof GatewayRefused)) throw error;
      refused = true;
      otherwise(error.reason);
    }
  };
  const { asked, askedAmount, amount } = payment;
  if (asked === 'capture' && !done('CAPTURED'))
    await call(
      () => remote.capture(ref, { paymentId, amount: askedAmount ?? amount, currency }),
      (reason) => {
        notCaptured = reason;
      },
    );
  if (asked === 'cancel' && !done('CAPTURED') && !done('CANCELLED'))
    await call(
      () => remote.cancel(ref, { paymentId }),
      () => {},
    );
  for (const { part, amount: refund } of pendingRefunds(payment.ledger))
    if (!done('REFUND_REQUESTED', part))
      await call(
        () => remote.refund(ref, { part, amount: refund, currency }),
        (note) => released.push({ kind: 'REFUND_RELEASED', amount: refund, part, note }),
      );
  if (!called) return { facts, refused, notCaptured };
  const seen = await remote.observe(ref);
  // Refused here, and done all the same: somebody else's attempt with the same key went through.
  const known = new Set(seen.flatMap(({ kind, part }) => (isRefund(kind) ? [part] : [])));
  const failures = notCaptured === null ? [] : failuresToCapture(seen, notCaptured, payment.version);
  const reserved = seen.some(({ kind }) => kind === 'AUTHORIZED');
  return {
    facts: [...seen, ...failures, ...released.filter(({ part }) => !known.has(part))],
    refused,
    notCaptured: reserved ? notCaptured : null,
  };
}

const isRefund = (kind: Fact['kind']) => kind === 'REFUND_REQUESTED' || kind === 'REFUNDED';

/** It has failed only if the gateway does not say how it stands: still reserved, taken by somebody else, or over. */
function failuresToCapture(seen: readonly Fact[], note: string, version: number): Fact[] {
  const stands = seen.some(({ kind }) => ['AUTHORIZED', 'CAPTURED', 'CANCELLED', 'FAILED'].includes(kind));
  return stands ? [] : [{ kind: 'FAILED', part: `capture ${version}`, note }];
}

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
