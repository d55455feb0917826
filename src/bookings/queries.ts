import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { authorizeRead } from '../policy/authorize.js';
import { builder } from '../schema/builder.js';
import { Booking } from './booking.js';
import { normalBookingCode } from './booking-code.js';
import { subjectFields, subjectOf } from './lock-booking.js';
import { visibleBookings } from './visible.js';

builder.queryField('booking', (t) =>
  t.prismaField({
    type: Booking,
    nullable: true,
    description: 'One booking. NOT_FOUND when there is none, or you may not see it.',
    args: { id: t.arg.globalID({ for: Booking, required: true, description: 'The global id.' }) },
    resolve: (query, _root, { id }, context) => visibleBooking(query, context, 'booking', { id: id.id }),
  }),
);

builder.queryField('bookingByCode', (t) =>
  t.prismaField({
    type: Booking,
    nullable: true,
    description: 'One booking, by what people say on the phone. NOT_FOUND when there is none, or you may not see it.',
    args: {
      code: t.arg.string({ required: true, description: 'The code, in capitals or not, with its hyphen or without.' }),
    },
    resolve: (query, _root, { code }, context) =>
      visibleBooking(query, context, 'bookingByCode', { code: normalBookingCode(code.slice(0, 40)) }),
  }),
);

async function visibleBooking(
  query: object,
  { actor, app }: Context,
  operation: 'booking' | 'bookingByCode',
  key: { id: string } | { code: string },
) {
  const where: Prisma.BookingWhereUniqueInput = { ...key, AND: [visibleBookings(actor)] };
  const found = await app.database.prisma.booking.findUnique({ where, select: subjectFields });
  // Nobody learns by the answer whether it is there.
  authorizeRead(actor, operation, found === null ? { ownerIds: [] } : subjectOf(found));
  if (found === null) throw new Fault('NOT_FOUND');
  return app.database.prisma.booking.findUnique({ ...query, where });
}
