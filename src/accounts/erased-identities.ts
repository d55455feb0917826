import { createHash } from 'node:crypto';
import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { ExternalIdentity } from './identity-provider.js';

/** Tokens count whole seconds, and the clock of their provider may be ahead. */
const toleranceMs = 5_000;

type Who = Pick<ExternalIdentity, 'issuer' | 'subject'>;

/**
 * Part of an erasure. A page that still has a token of theirs asks again in a moment, and must not make them a new account:
 * so what is kept is when they left, under a hash.
 */
export async function forgetIdentities(tx: Transaction, userId: string): Promise<void> {
  const identities = await tx.identity.findMany({ where: { userId }, select: { issuer: true, subject: true } });
  const erasedAt = new Date();
  for (const hash of identities.map(hashOf))
    await tx.erasedIdentity.upsert({ where: { hash }, create: { hash, erasedAt }, update: { erasedAt } });
  await tx.identity.deleteMany({ where: { userId } });
}

/** Throws UNAUTHENTICATED. Who signs in with their provider once more, and so wants to be here again, may. */
export async function refuseErased(tx: Transaction, identity: ExternalIdentity): Promise<void> {
  const erased = await tx.erasedIdentity.findUnique({ where: { hash: hashOf(identity) }, select: { erasedAt: true } });
  if (erased !== null && identity.issuedAt.getTime() <= erased.erasedAt.getTime() + toleranceMs)
    throw new Fault('UNAUTHENTICATED');
}

const hashOf = ({ issuer, subject }: Who): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    createHash('sha256')
      .update(JSON.stringify([issuer, subject]))
      .digest(),
  );
