import type { App } from '../../../src/app.js';
import type { Booking, Property, User } from '../../../src/generated/prisma/client.js';
import { aBooking, aMenuItem, anOffering, anOrder, aPayment, appointments } from '../../support/factories.js';

export interface BusyHotel {
  /** Of the guest, confirmed, a month from now. */
  readonly booking: Booking;
  readonly paymentId: string;
}

/** Something on every screen of a property: bookings, orders, a menu, a payment, an alert and a rule, somebody on duty, a salon beside the rooms. */
export async function aBusyHotel(app: App, hotel: Property, guest: User): Promise<BusyHotel> {
  const { prisma } = app.database;
  const rooms = await anOffering(app, hotel, {
    name: 'Harbour double',
    units: 2,
    description: 'Two windows on the water.',
  });
  await anOffering(app, hotel, { name: 'Massage', ...appointments });
  const today = new Date(new Date().toISOString().slice(0, 10));
  const dayAfter = new Date(today.getTime() + 2 * 86_400_000);
  await aBooking(
    app,
    { ...rooms, units: rooms.units.slice(1) },
    {
      guestName: 'Ana Arrives',
      status: 'CONFIRMED',
      from: today.toISOString().slice(0, 10),
      to: dayAfter.toISOString().slice(0, 10),
      startsAt: today,
      endsAt: dayAfter,
      arrivalOn: today,
      departureOn: dayAfter,
    },
  );
  const booking = await aBooking(app, rooms, { guestId: guest.id, guestName: guest.name, status: 'CONFIRMED' });
  const { id } = await aPayment(app, booking);
  await aMenuItem(app, hotel, {
    name: 'Pot of tea',
    category: 'Drinks',
    description: 'From the Azores.',
    priceAmount: 420,
  });
  await anOrder(app, hotel, { bookingId: booking.id, place: 'Terrace', notes: 'No sugar.' });
  await prisma.alertRule.create({
    data: {
      propertyId: hotel.id,
      name: 'The kitchen is behind',
      metric: 'OPEN_ORDERS',
      comparison: 'ABOVE',
      threshold: 10,
    },
  });
  await prisma.alert.create({
    data: { propertyId: hotel.id, severity: 'CRITICAL', title: 'Water in the cellar', body: 'The pump is on.' },
  });
  await prisma.provider.create({
    data: { propertyId: hotel.id, name: 'Minh Driver', kind: 'DRIVER', status: 'BUSY', statusReason: 'Airport run' },
  });
  return { booking, paymentId: id };
}
