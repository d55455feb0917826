import type { Context } from '../context.js';
import { Offering } from '../offerings/offering.js';
import { builder } from '../schema/builder.js';
import { mutation, type Outcome } from '../schema/mutation.js';
import { Booking } from './booking.js';
import { cancelBooking } from './cancel-booking.js';
import { checkInBooking } from './check-in-booking.js';
import { completeBooking } from './complete-booking.js';
import { confirmBooking } from './confirm-booking.js';
import { createBooking } from './create-booking.js';
import { declineBooking } from './decline-booking.js';
import { Hold } from './hold.js';
import { markNoShow } from './mark-no-show.js';
import { modifyBooking } from './modify-booking.js';
import type { Transition } from './move-booking.js';
import { rescheduleBooking } from './reschedule-booking.js';
import { bookingChangeRules, newBookingRules, transitionRules } from './rules.js';

type Types = typeof builder.$inferSchemaTypes;
type Answer = { bookingId: string };

/** What every mutation of a booking answers. */
const payload = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome<Answer>>) => ({
  booking: t.prismaField({
    type: Booking,
    nullable: true,
    description: 'The booking as it is now.',
    resolve: (query, { answer }, _args, { app }) =>
      answer && app.database.prisma.booking.findUnique({ ...query, where: { id: answer.bookingId } }),
  }),
});

const GuestInput = builder.inputType('GuestInput', {
  description: 'Who comes.',
  fields: (t) => ({
    name: t.string({
      description: 'What they are called. With a name, the desk books for somebody else than itself.',
    }),
    email: t.field({ type: 'EmailAddress', description: 'How they are reached by mail.' }),
    phone: t.string({ description: 'How they are reached by phone.' }),
  }),
});

mutation('createBooking', {
  description:
    'Books a slot, or what a hold has kept. At the price of the server. A `SlotUnavailableError` names up to three that are free instead.',
  idempotent: true,
  rules: newBookingRules,
  input: (t) => ({
    holdId: t.globalID({ for: Hold, description: 'What was held. Then the slot is known already.' }),
    offeringId: t.globalID({ for: Offering, description: 'What, without a hold.' }),
    from: t.field({ type: 'SlotTime', description: 'From when, without a hold.' }),
    to: t.field({ type: 'SlotTime', description: 'Until when. Needed for nights; the rest ends by itself.' }),
    quantity: t.int({ description: 'How many units: rooms, seats. 1 unless it is said.' }),
    partySize: t.int({ description: 'How many people come.' }),
    notes: t.string({ description: 'What the guest asks for: plain text, at most 2,000 characters.' }),
    guest: t.field({ type: GuestInput, description: 'Who comes. You, when it is left out.' }),
  }),
  run: (context, { holdId, offeringId, ...input }) =>
    createBooking(context, { ...input, holdId: holdId?.id, offeringId: offeringId?.id }),
  payload,
});

const transitions: ReadonlyArray<{
  name: 'confirmBooking' | 'declineBooking' | 'cancelBooking' | 'checkInBooking' | 'completeBooking' | 'markNoShow';
  description: string;
  run: (context: Context, input: Transition) => Promise<Answer>;
}> = [
  { name: 'confirmBooking', description: 'Takes a booking that waits: the guest is expected.', run: confirmBooking },
  { name: 'declineBooking', description: 'Does not take a booking that waits. Its slot is free.', run: declineBooking },
  {
    name: 'cancelBooking',
    description:
      'Calls a booking off. Its slot is free. Guests by its terms: for nothing until `freeCancellationUntil`, later for a fee, or not at all.',
    run: cancelBooking,
  },
  { name: 'checkInBooking', description: 'The guest is there: on the day, or later.', run: checkInBooking },
  {
    name: 'completeBooking',
    description: 'The guest has gone. What is left of the slot is free.',
    run: completeBooking,
  },
  {
    name: 'markNoShow',
    description: 'The guest never came, once they should have. Its slot is free.',
    run: markNoShow,
  },
];

for (const { name, description, run } of transitions)
  mutation(name, {
    description,
    idempotent: true,
    versioned: true,
    rules: transitionRules,
    input: (t) => ({
      id: t.globalID({ for: Booking, required: true, description: 'Which booking.' }),
      reason: t.string({ description: 'Why: the guest reads it too. At most 500 characters.' }),
    }),
    run: (context, { id, ...input }) => run(context, { ...input, bookingId: id.id }),
    payload,
  });

mutation('rescheduleBooking', {
  description:
    'Moves a booking to another time, or to another offering of the property, at the price of today. The old slot is given up only if the new one is won.',
  idempotent: true,
  versioned: true,
  input: (t) => ({
    id: t.globalID({ for: Booking, required: true, description: 'Which booking.' }),
    from: t.field({ type: 'SlotTime', required: true, description: 'From when.' }),
    to: t.field({ type: 'SlotTime', description: 'Until when. Needed for nights; the rest ends by itself.' }),
    offeringId: t.globalID({ for: Offering, description: 'What, when that is to be another.' }),
  }),
  run: (context, { id, offeringId, ...input }) =>
    rescheduleBooking(context, { ...input, bookingId: id.id, offeringId: offeringId?.id }),
  payload,
});

mutation('modifyBooking', {
  description:
    'Changes how many it is for, or what it says. What is left out stays as it is. Fewer are given up, more are won or it is refused.',
  idempotent: true,
  versioned: true,
  rules: bookingChangeRules,
  input: (t) => ({
    id: t.globalID({ for: Booking, required: true, description: 'Which booking.' }),
    quantity: t.int({ description: 'How many units: rooms, seats.' }),
    partySize: t.int({ description: 'How many people come. Null: nobody has said.' }),
    notes: t.string({ description: 'What the guest asks for.' }),
    guest: t.field({ type: GuestInput, description: 'Who comes, and how they are reached.' }),
  }),
  run: (context, { id, ...input }) => modifyBooking(context, { ...input, bookingId: id.id }),
  payload,
});
