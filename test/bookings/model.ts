import fc from 'fast-check';
import { expect } from 'vitest';
import type { App } from '../../src/app.js';
import { cancelBooking } from '../../src/bookings/cancel-booking.js';
import { createBooking } from '../../src/bookings/create-booking.js';
import { holdSlot } from '../../src/bookings/hold-slot.js';
import { releaseHold } from '../../src/bookings/release-hold.js';
import { rescheduleBooking } from '../../src/bookings/reschedule-booking.js';
import { Refusal } from '../../src/errors.js';
import { createBlock } from '../../src/offerings/create-block.js';
import { removeBlock } from '../../src/offerings/remove-block.js';
import { inDays, runOutHolds } from './clock.js';
import { aCrowd, asking } from './race.js';

const units = 2;
type Crowd = Awaited<ReturnType<typeof aCrowd>>;

/** What a reader of the rules would do with paper and a pencil: for each unit, who has it on which nights. */
class Model {
  readonly nights: Array<Map<number, string>> = Array.from({ length: units }, () => new Map());
  readonly kinds = new Map<string, 'booking' | 'hold' | 'block'>();

  free(unit: number, from: number, to: number, except?: string): boolean {
    for (let night = from; night < to; night++) {
      const owner = this.nights[unit]?.get(night);
      if (owner !== undefined && owner !== except) return false;
    }
    return true;
  }

  /** The one that it has, if it can be kept, else the first that is free. */
  choose(from: number, to: number, owner?: string): number | undefined {
    const all = Array.from({ length: units }, (_, unit) => unit).filter((unit) => this.free(unit, from, to, owner));
    return all.find((unit) => owner !== undefined && this.has(unit, owner)) ?? all[0];
  }

  has(unit: number, owner: string): boolean {
    return [...(this.nights[unit]?.values() ?? [])].includes(owner);
  }

  give(unit: number, from: number, to: number, owner: string): void {
    for (let night = from; night < to; night++) this.nights[unit]?.set(night, owner);
  }

  takeBack(owner: string): void {
    for (const unit of this.nights) for (const [night, has] of [...unit]) if (has === owner) unit.delete(night);
    this.kinds.delete(owner);
  }

  some(kind: 'booking' | 'hold' | 'block', place: number): string | undefined {
    const all = [...this.kinds].filter(([, of]) => of === kind).map(([id]) => id);
    return all[place % Math.max(1, all.length)];
  }
}

interface Step {
  readonly act: 'book' | 'hold' | 'bookHold' | 'release' | 'cancel' | 'move' | 'block' | 'unblock' | 'expire';
  readonly from: number;
  readonly length: number;
  readonly place: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    'book',
    'book',
    'hold',
    'bookHold',
    'release',
    'cancel',
    'move',
    'move',
    'block',
    'unblock',
    'expire',
  ),
  from: fc.integer({ min: 0, max: 4 }),
  length: fc.integer({ min: 1, max: 3 }),
  place: fc.nat({ max: 10 }),
});

/** Undefined when it was refused because there is no room. */
const unlessTaken = (work: Promise<string>): Promise<string | undefined> =>
  work.catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'SLOT_UNAVAILABLE') return undefined;
    throw error;
  });

async function perform(app: App, { offering, people, desk }: Crowd, model: Model, { act, from, length, place }: Step) {
  const to = from + length;
  const time = { from: inDays(10 + from), to: inDays(10 + to) };
  const guest = people[0];
  if (guest === undefined) throw new Error('There is nobody.');
  const offeringId = offering.id;
  const take = (kind: 'booking' | 'hold' | 'block', id: string | undefined, unit: number | undefined) => {
    expect([act, id === undefined]).toEqual([act, unit === undefined]);
    if (id === undefined || unit === undefined) return;
    model.give(unit, from, to, id);
    model.kinds.set(id, kind);
  };
  const as = (who: typeof guest) => asking(app, who);
  if (act === 'book') {
    const made = unlessTaken(createBooking(as(guest), { offeringId, ...time }).then(({ bookingId }) => bookingId));
    take('booking', await made, model.choose(from, to));
  } else if (act === 'hold') {
    if ([...model.kinds.values()].filter((kind) => kind === 'hold').length >= 3) return;
    const made = unlessTaken(holdSlot(as(guest), { offeringId, quantity: 1, ...time }).then(({ holdId }) => holdId));
    take('hold', await made, model.choose(from, to));
  } else if (act === 'block') {
    const unit = place % units;
    const unitId = offering.units[unit]?.id ?? '';
    const made = unlessTaken(createBlock(as(desk), { unitId, ...time }).then(({ blockId }) => blockId));
    take('block', await made, model.free(unit, from, to) ? unit : undefined);
  } else if (act === 'bookHold') {
    const holdId = model.some('hold', place);
    if (holdId === undefined) return;
    const { bookingId } = await createBooking(as(guest), { holdId });
    for (const unit of model.nights)
      for (const [night, owner] of unit) if (owner === holdId) unit.set(night, bookingId);
    model.kinds.delete(holdId);
    model.kinds.set(bookingId, 'booking');
  } else if (act === 'move') {
    const bookingId = model.some('booking', place);
    if (bookingId === undefined) return;
    const unit = model.choose(from, to, bookingId);
    const moved = await unlessTaken(
      rescheduleBooking(as(guest), { bookingId, ...time }).then((done) => done.bookingId),
    );
    expect([act, moved === undefined]).toEqual([act, unit === undefined]);
    if (unit === undefined) return;
    model.takeBack(bookingId);
    model.give(unit, from, to, bookingId);
    model.kinds.set(bookingId, 'booking');
  } else if (act === 'expire') {
    await runOutHolds(app);
    for (const [id, kind] of [...model.kinds]) if (kind === 'hold') model.takeBack(id);
  } else {
    const kind = ({ release: 'hold', cancel: 'booking', unblock: 'block' } as const)[act];
    const id = model.some(kind, place);
    if (id === undefined) return;
    if (act === 'release') await releaseHold(as(guest), id);
    else if (act === 'cancel') await cancelBooking(as(guest), { bookingId: id });
    else await removeBlock(as(desk), id);
    model.takeBack(id);
  }
}

/** The nights that are taken of each unit, by what the database says. */
async function taken(app: App, { offering }: Crowd): Promise<number[][]> {
  const rows = await app.database.query<{ position: number; night: number }>(
    `SELECT unit.position, (night::date - $2::date)::int AS night FROM unit
     JOIN allocation a ON a.unit_id = unit.id AND a.state <> 'RELEASED' AND (a.expires_at IS NULL OR a.expires_at > now())
     CROSS JOIN generate_series(lower(a.during), upper(a.during) - interval '1 day', '1 day') AS night
     WHERE unit.offering_id = $1 ORDER BY 1, 2`,
    [offering.id, inDays(10)],
  );
  return Array.from({ length: units }, (_, unit) =>
    rows.filter(({ position }) => position === unit + 1).map(({ night }) => night),
  );
}

/** Does so many sequences of things, and looks after each step whether the database has what a model with paper and pencil has. */
export const keepsToTheModel = (app: App, sequences: number, steps: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: steps }), async (sequence) => {
      const crowd = await aCrowd(app, { units, guests: 1 });
      const model = new Model();
      for (const one of sequence) {
        await perform(app, crowd, model, one);
        const wanted = model.nights.map((nights) => [...nights.keys()].sort((a, b) => a - b));
        expect(await taken(app, crowd)).toEqual(wanted);
      }
    }),
    { numRuns: sequences },
  );
