import { Conversation } from '../messaging/conversation.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { builder } from '../schema/builder.js';
import { loadTogether } from '../schema/load-together.js';
import { Booking } from './booking.js';
import { visibleBookings } from './visible.js';

builder.prismaObjectField(Booking, 'conversation', (t) =>
  t.relation('conversation', {
    nullable: true,
    description:
      'Its thread: where the guest and the desk write to each other about it, and what happens to it is said. Null, with FORBIDDEN, for others.',
    authScopes: (booking) => ({ about: { operation: 'Booking.conversation', subject: subjectOfGuest(booking) } }),
  }),
);

builder.prismaObjectField(Conversation, 'booking', (t) =>
  t.prismaField({
    type: Booking,
    nullable: true,
    description: 'The booking whose thread it is. Null when it is of none, or I may not see that.',
    select: { bookingId: true },
    resolve: (query, { bookingId }, _args, context) =>
      loadTogether(context, 'Conversation.booking', query, bookingId, (each, ids) =>
        context.app.database.prisma.booking.findMany({
          ...each,
          where: { id: { in: ids }, AND: [visibleBookings(context.actor)] },
        }),
      ),
  }),
);
