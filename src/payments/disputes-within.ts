import type { LedgerEntry } from '../generated/prisma/client.js';

type Entry = Pick<LedgerEntry, 'kind' | 'part' | 'amount'>;

/**
 * New entries of a ledger, with disputes cut down to what was captured and is not disputed already: a bank may name more,
 * and takes no more. What it returns is what it has taken. Disputes of nothing are left out.
 */
export function disputesWithin<New extends Entry>(ledger: readonly Entry[], entries: readonly New[]): New[] {
  const taken = new Map<string, number>();
  const captured = [...ledger, ...entries].reduce(
    (sum, { kind, amount }) => sum + (kind === 'CAPTURED' ? amount : 0),
    0,
  );
  let disputed = 0;
  const count = ({ kind, part, amount }: Entry) => {
    if (kind === 'DISPUTED') taken.set(part, amount);
    if (kind === 'DISPUTED') disputed += amount;
    if (kind === 'DISPUTE_WON') disputed -= amount;
  };
  ledger.forEach(count);
  return entries.flatMap((entry) => {
    const amount = cut(entry);
    if (amount === 0 && entry.amount > 0) return [];
    const within = { ...entry, amount };
    count(within);
    return [within];
  });

  function cut({ kind, part, amount }: New): number {
    if (kind === 'DISPUTED') return Math.max(0, Math.min(amount, captured - disputed));
    return kind === 'DISPUTE_WON' ? (taken.get(part) ?? 0) : amount;
  }
}
