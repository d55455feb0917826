import { randomUUID } from 'node:crypto';
import type { UserActor } from '../../src/actor.js';
import type { App } from '../../src/app.js';
import { cancelBooking } from '../../src/bookings/cancel-booking.js';
import { confirmBooking } from '../../src/bookings/confirm-booking.js';
import { createBooking } from '../../src/bookings/create-booking.js';
import { holdSlot } from '../../src/bookings/hold-slot.js';
import { releaseHold } from '../../src/bookings/release-hold.js';
import { rescheduleBooking } from '../../src/bookings/reschedule-booking.js';
import type { Context } from '../../src/context.js';
import { Refusal } from '../../src/errors.js';
import { createBlock } from '../../src/offerings/create-block.js';
import { removeBlock } from '../../src/offerings/remove-block.js';
import { aMember, anOffering, aProperty, aUser } from '../support/factories.js';
import { inDays, runOutHolds } from './clock.js';

export interface Raced {
  /** What each attempt came to: `done`, or the code of its refusal. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Milliseconds of each attempt, sorted. */
  readonly took: readonly number[];
  /** What was neither done nor refused. */
  readonly failures: readonly unknown[];
}

/** Somebody on a node, as a verb sees them. */
export function asking(app: App, actor: UserActor): Context {
  return { app, actor, request: { id: randomUUID(), address: '', userAgent: '', transport: 'internal' } };
}

const actorOf = (id: string, memberships: UserActor['memberships'] = new Map()): UserActor => ({
  kind: 'user',
  key: `user:${id}`,
  id,
  role: 'USER',
  sessionId: null,
  tokenExpiresAt: new Date(Date.now() + 3_600_000),
  memberships,
});

/** Rooms, people who want them, and somebody at the desk who blocks and confirms. */
export async function aCrowd(app: App, { units, guests }: { units: number; guests: number }) {
  const property = await aProperty(app, { timeZone: 'UTC' });
  const offering = await anOffering(app, property, { units });
  const { user } = await aMember(app, property, 'STAFF');
  const people = [];
  for (let number = 0; number < guests; number++) people.push(actorOf((await aUser(app)).id));
  return { property, offering, people, desk: actorOf(user.id, new Map([[property.id, 'STAFF' as const]])) };
}

/** So many attempts, so many at a time, one after the other on each of the lanes. */
export async function race(
  attempts: number,
  lanes: number,
  attempt: (number: number) => Promise<unknown>,
): Promise<Raced> {
  const outcomes: Record<string, number> = {};
  const took: number[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const lane = async () => {
    for (let number = next++; number < attempts; number = next++) {
      const begun = performance.now();
      const outcome = await attempt(number).then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof Refusal) return error.code;
          failures.push(error);
          return 'failed';
        },
      );
      took.push(performance.now() - begun);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { outcomes, took: took.sort((a, b) => a - b), failures };
}

export const percentile = ({ took }: Raced, share: number): number =>
  took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;

/** Everything that can happen to a slot, by many, on all nodes: holds, bookings, moves, cancellations, blocks, expiries. */
export async function commotion(nodes: readonly App[], attempts: number, lanes: number, random: () => number) {
  const [first] = nodes;
  if (first === undefined) throw new Error('There is no node.');
  const { offering, people, desk } = await aCrowd(first, { units: 4, guests: 24 });
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const bookings: Array<{ id: string; by: UserActor }> = [];
  const holds: Array<{ id: string; by: UserActor }> = [];
  const blocks: string[] = [];
  const someTime = () => {
    const from = 10 + Math.floor(random() * 5);
    return { from: inDays(from), to: inDays(from + 1 + Math.floor(random() * 2)) };
  };
  const actions: Array<[share: number, act: (as: (actor: UserActor) => Context) => Promise<unknown>]> = [
    [
      30,
      async (as) => {
        const by = pick(people);
        const { bookingId } = await createBooking(as(by), { offeringId: offering.id, ...someTime() });
        bookings.push({ id: bookingId, by });
      },
    ],
    [
      20,
      async (as) => {
        const by = pick(people);
        const { holdId } = await holdSlot(as(by), { offeringId: offering.id, quantity: 1, ...someTime() });
        holds.push({ id: holdId, by });
      },
    ],
    [
      12,
      async (as) => {
        const hold = holds.pop();
        if (hold === undefined) return;
        const { bookingId } = await createBooking(as(hold.by), { holdId: hold.id });
        bookings.push({ id: bookingId, by: hold.by });
      },
    ],
    [
      4,
      async (as) => {
        const hold = holds.shift();
        if (hold !== undefined) await releaseHold(as(hold.by), hold.id);
      },
    ],
    [
      12,
      async (as) => {
        const booking = bookings.length > 0 ? pick(bookings) : undefined;
        if (booking !== undefined) await rescheduleBooking(as(booking.by), { bookingId: booking.id, ...someTime() });
      },
    ],
    [
      12,
      async (as) => {
        const booking = bookings.length > 0 ? pick(bookings) : undefined;
        if (booking !== undefined) await cancelBooking(as(booking.by), { bookingId: booking.id });
      },
    ],
    [
      4,
      async (as) => {
        const booking = bookings.length > 0 ? pick(bookings) : undefined;
        if (booking !== undefined) await confirmBooking(as(desk), { bookingId: booking.id });
      },
    ],
    [
      3,
      async (as) => {
        const { blockId } = await createBlock(as(desk), { unitId: pick(offering.units).id, ...someTime() });
        blocks.push(blockId);
      },
    ],
    [
      2,
      async (as) => {
        const blockId = blocks.shift();
        if (blockId !== undefined) await removeBlock(as(desk), blockId);
      },
    ],
    [
      1,
      async () => {
        await runOutHolds(first);
      },
    ],
  ];
  const sum = actions.reduce((all, [share]) => all + share, 0);
  const raced = await race(attempts, lanes, async (number) => {
    const node = nodes[number % nodes.length] ?? first;
    let left = random() * sum;
    for (const [share, act] of actions) {
      left -= share;
      if (left < 0) {
        await act((actor) => asking(node, actor));
        return;
      }
    }
  });
  return { ...raced, offering };
}
