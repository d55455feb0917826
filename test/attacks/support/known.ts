import { globalId } from '../../support/global-id.js';
import { idAt, typeAt } from './id-types.js';
import type { Operation } from './inputs.js';
import type { Asking, Caller } from './later.js';
import { isForNewcomers } from './newcomers.js';
import { type Tenant, target } from './target.js';

/** What somebody has made, as they were last told of it. */
interface Made {
  readonly id: string;
  readonly by: Caller;
  readonly status: string | undefined;
}

/** So many of a type are remembered: the newest. */
const most = 30;

/** In which state a thing has to be so that something can be done with it. */
const aptStates: Record<string, readonly string[]> = {
  acceptOrder: ['PLACED'],
  rejectOrder: ['PLACED'],
  cancelOrder: ['PLACED', 'ACCEPTED'],
  startOrder: ['ACCEPTED'],
  markOrderReady: ['PREPARING'],
  deliverOrder: ['READY'],
  confirmBooking: ['PENDING'],
  declineBooking: ['PENDING'],
  cancelBooking: ['PENDING'],
  rescheduleBooking: ['PENDING', 'CONFIRMED'],
  modifyBooking: ['PENDING', 'CONFIRMED'],
  checkInBooking: ['CONFIRMED'],
  markNoShow: ['CONFIRMED'],
  completeBooking: ['CHECKED_IN'],
  'assignProvider.input.bookingId': ['PENDING', 'CONFIRMED'],
  'placeOrder.input.bookingId': ['CONFIRMED', 'CHECKED_IN'],
  'createBooking.input.holdId': ['ACTIVE'],
  capturePayment: ['CREATED', 'AUTHORIZED'],
  failPayment: ['CREATED', 'AUTHORIZED'],
  cancelPayment: ['CREATED', 'AUTHORIZED', 'FAILED'],
  refundPayment: ['CAPTURED', 'PARTIALLY_REFUNDED'],
  acknowledgeAlert: ['OPEN'],
  resolveAlert: ['OPEN', 'ACKNOWLEDGED'],
};

/** What everything else is done with: its state and its rules are changed on others of its kind alone. */
const needsToStay =
  /^(setPropertyStatus|updateProperty|updateOffering|updateMenuItem|revokeServiceKey|deleteMessage)\b/;

/** What everything else is made at: at what was made since, it may be of another kind, or closed. */
const isGround = /^(Property|Offering|Unit|MenuItem)$/;

/** What there is to be named: what the tenant has had from the start, and what was made since. */
export class Known {
  readonly #made = new Map<string, readonly Made[]>();
  readonly #cursors = new Map<string, readonly string[]>();

  /** Remembers what an answer tells: of a mutation, what came of it; of anything, where it goes on. */
  learn({ kind, name }: Pick<Operation, 'kind' | 'name'>, caller: Caller, answer: unknown): void {
    for (const cursor of cursorsIn(answer)) this.#cursors.set(name, newest(this.#cursors.get(name), cursor));
    if (kind !== 'mutation' || !isObject(answer)) return;
    for (const thing of Object.values(answer)) {
      if (!isObject(thing)) continue;
      const { __typename: type, id, gateway } = thing;
      // People are no things.
      if (typeof type !== 'string' || typeof id !== 'string' || /^(User|Viewer|Account)$/.test(type)) continue;
      if (id === target().prey.ids[type]) continue;
      const known = this.#made.get(type) ?? [];
      const by = known.find((one) => one.id === id)?.by ?? caller;
      const others = known.filter((one) => one.id !== id);
      // Of what is paid online, the gateway says what becomes of it.
      const status = gateway === 'stripe' || typeof thing.status !== 'string' ? undefined : thing.status;
      this.#made.set(type, newest(others, { id, by, status }));
    }
  }

  /** Where that list, or that feed, has been before. */
  cursorOf(operation: string, turn: number): string | undefined {
    return at(this.#cursors.get(operation) ?? [], turn);
  }

  /** An id of the right type for that place: most likely something that can be done with it, by whoever asks. */
  idFor(path: string, { caller, ownThings }: Asking, turn: number): string | undefined {
    const { prey } = target();
    if (/^nodes?\.ids?$/.test(path)) return at(Object.values(prey.ids), turn);
    const type = typeAt(path);
    if (type == null) return undefined;
    const own = needsToStay.test(path) ? [] : ownFor(path, type, prey);
    const made = this.#made.get(type) ?? [];
    const states = aptStates[path.replace(/\.input\.id$/, '')];
    const apt = made.filter(({ status }) => states === undefined || (status !== undefined && states.includes(status)));
    const idsOf = (some: readonly Made[]) => some.map(({ id }) => id);
    const mine = idsOf(apt.filter(({ by }) => by === caller));
    const ground = isGround.test(type) ? [own, own, own, own] : [mine, mine, idsOf(apt), idsOf(apt)];
    // What moves on from state to state is soon where it can go no further.
    const groups = ownThings && states === undefined ? [own] : [...ground, idsOf(made), own];
    const filled = groups.filter((group) => group.length > 0);
    const group = at(filled, turn) ?? own;
    return at(group, Math.floor(turn / filled.length)) ?? target().spare.ids[type];
  }
}

/** Any id of the world, also of the other tenant, but of nobody and nothing that has to stay as it is. */
export function anyId(path: string, turn: number): string | undefined {
  const { prey, spare, theirs } = target();
  const isForPeople = isForNewcomers(path.split('.', 1)[0] ?? '');
  const ids = [...(needsToStay.test(path) ? [] : [prey]), spare, theirs].flatMap((tenant) =>
    Object.entries(tenant.ids),
  );
  const some = ids.filter(([type]) => !(isForPeople && /^(User|Session)$/.test(type)));
  return at(some, turn)?.[1];
}

/** Whom one blocks is nobody whom others want to talk with. */
function ownFor(path: string, type: string, prey: Tenant): string[] {
  const one = idAt(path, prey);
  if (type !== 'User' || /lock/.test(path)) return one === '' ? [] : [one];
  return [one, ...Object.values(prey.people).map(({ userId }) => globalId('User', userId))];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const at = <Item>(items: readonly Item[], turn: number): Item | undefined => items[turn % items.length];

const newest = <Item>(known: readonly Item[] = [], one: Item): readonly Item[] => [...known, one].slice(-most);

/** Of a page, or of an event. */
function cursorsIn(answer: unknown): string[] {
  if (!isObject(answer)) return [];
  const page = isObject(answer.pageInfo) ? [answer.pageInfo.startCursor, answer.pageInfo.endCursor] : [];
  return [answer.cursor, ...page].filter((cursor) => typeof cursor === 'string');
}
