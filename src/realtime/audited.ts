import type { Transaction } from '../database/transaction.js';

/** From where something was done, and by which operation: for the audit trail. */
export interface Origin {
  readonly action: string;
  readonly sessionId: string | null;
  readonly requestId: string;
  readonly address: string;
  readonly userAgent: string;
}

const origins = new WeakMap<Transaction, Origin>();

/** What this transaction appends was done from there. */
export function attribute(tx: Transaction, origin: Origin): void {
  origins.set(tx, origin);
}

export const originOf = (tx: Transaction): Origin | undefined => origins.get(tx);

/** What an event is about, by the names of the ids in its payload: `bookingId` is the id of a `Booking`. */
export interface About {
  readonly propertyId: string | null;
  readonly nodeType: string | null;
  readonly nodeId: string | null;
  /** Everything that it names. */
  readonly about: readonly string[];
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** `PaymentStatusChanged` is about its payment, whichever booking that is of. */
export function aboutOf(type: string, payload: unknown): About {
  const ids = Object.entries(payload ?? {}).flatMap(([key, value]) =>
    key.endsWith('Id') && isId(value) ? [{ noun: `${key.charAt(0).toUpperCase()}${key.slice(1, -2)}`, id: value }] : [],
  );
  const propertyId = ids.find(({ noun }) => noun === 'Property')?.id ?? null;
  const named = ids.filter(({ noun }) => type.startsWith(noun)).sort((a, b) => b.noun.length - a.noun.length);
  const node = named[0] ?? ids.find(({ noun }) => noun !== 'Property') ?? ids[0];
  const lists = Object.values(payload ?? {}).flatMap((value) => (Array.isArray(value) ? value.filter(isId) : []));
  return {
    propertyId,
    nodeType: node?.noun ?? null,
    nodeId: node?.id ?? null,
    about: [...new Set([...ids.map(({ id }) => id), ...lists])],
  };
}
