import { Booking } from '../bookings/booking.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { batched } from '../schema/batched.js';
import { builder } from '../schema/builder.js';
import { Money, type Sum } from '../schema/money.js';
import { type Bill, billsOfBookings, dueOf } from './bill.js';

const BillStatus = builder.enumType('BillStatus', {
  description: 'Whether something was paid.',
  values: {
    UNPAID: { description: 'Nothing was paid of what is owed.' },
    PARTLY_PAID: { description: 'Something is owed still.' },
    PAID: { description: 'Nothing is owed.' },
    REFUND_DUE: { description: 'More was paid than is owed: something is to be given back.' },
  } as const,
});

interface BookingBill extends Bill {
  readonly currency: string;
}

const sum =
  (amountOf: (bill: Bill) => number) =>
  (bill: BookingBill): Sum => ({ amount: amountOf(bill), currency: bill.currency });

const BillType = builder.objectRef<BookingBill>('Bill').implement({
  description: 'What is owed for a booking and its orders, and what was paid.',
  fields: (t) => ({
    status: t.field({
      type: BillStatus,
      description: 'Whether it was paid.',
      resolve: (bill) => {
        const due = dueOf(bill);
        if (due <= 0) return due < 0 ? 'REFUND_DUE' : 'PAID';
        return bill.paid > bill.returned ? 'PARTLY_PAID' : 'UNPAID';
      },
    }),
    stay: t.field({
      type: Money,
      description: 'What the booking costs by itself; the fee, once it was called off.',
      resolve: sum(({ stay }) => stay),
    }),
    orders: t.field({
      type: Money,
      description: 'What was ordered and delivered, or paid already.',
      resolve: sum(({ orders }) => orders),
    }),
    paid: t.field({ type: Money, description: 'What came in.', resolve: sum(({ paid }) => paid) }),
    returned: t.field({
      type: Money,
      description: 'What of that was given back, is on its way back, or was taken back by a bank.',
      resolve: sum(({ returned }) => returned),
    }),
    open: t.field({ type: Money, description: 'What payments are open for.', resolve: sum(({ open }) => open) }),
    due: t.field({
      type: Money,
      description: 'What is owed still. Below nothing: what is to be given back.',
      resolve: sum(dueOf),
    }),
  }),
});

builder.prismaObjectField(Booking, 'bill', (t) =>
  t.field({
    type: BillType,
    nullable: true,
    description: 'What is owed and paid. Null, with FORBIDDEN, for those who may not see the money.',
    authScopes: (booking) => ({ about: { operation: 'Booking.bill', subject: subjectOfGuest(booking) } }),
    complexity: 2,
    select: { id: true, propertyId: true, guestId: true, currency: true },
    resolve: async ({ id, currency }, _args, context) => {
      const bill = await batched(context, 'Booking.bill', id, (ids) =>
        billsOfBookings(context.app.database.prisma, ids),
      );
      return bill === undefined ? null : { ...bill, currency };
    },
  }),
);
