import { z } from 'zod';
import type { Payment } from '../generated/prisma/client.js';
import { PaymentStatus } from '../generated/prisma/enums.js';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const aPayment = {
  propertyId: z.uuid(),
  paymentId: z.uuid(),
  /** The booking that it is for, or that its order is charged to. */
  bookingId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  guestId: z.uuid().nullable(),
  version: z.int(),
};
const ofPayment = ({
  propertyId,
  bookingId,
  guestId,
}: {
  propertyId: string;
  bookingId: string | null;
  guestId: string | null;
}) => [
  streamOf.property(propertyId),
  ...(bookingId === null ? [] : [streamOf.booking(bookingId)]),
  ...(guestId === null ? [] : [streamOf.user(guestId)]),
];

/** What every event says of a payment, charged to that booking. */
export const aboutPayment = (
  payment: Pick<Payment, 'id' | 'propertyId' | 'orderId' | 'guestId' | 'version'>,
  bookingId: string | null,
) => {
  const { id: paymentId, propertyId, orderId, guestId, version } = payment;
  return { propertyId, paymentId, bookingId, orderId, guestId, version };
};

export const paymentStatusChanged = defineEvent({
  type: 'PaymentStatusChanged',
  description: 'A payment was made out, authorized, captured, refunded; it failed, was cancelled or is disputed.',
  payload: z.object({ ...aPayment, from: z.enum(PaymentStatus).nullable(), to: z.enum(PaymentStatus) }),
  streams: ofPayment,
  relayed: true,
});

export const paymentUpdated = defineEvent({
  type: 'PaymentUpdated',
  description:
    'More of a payment was refunded, or is to be, or what was reserved could not be taken; its status is what it was.',
  payload: z.object(aPayment),
  streams: ofPayment,
  relayed: true,
});
