import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { type EventItem, LoggedEvent } from '../realtime/item.js';
import { streamOf } from '../realtime/streams.js';
import { builder } from '../schema/builder.js';
import { seenBy } from '../schema/event.js';
import { defaultPage, outmostPage, ownPages } from '../schema/pages.js';
import { Booking } from './booking.js';
import { bookingFeed } from './booking-feed.js';
import { subjectFields, subjectOf } from './lock-booking.js';

/** The stream of a booking is kept for as long as the booking is: what happened to it is what its feed has shown. */
builder.prismaObjectField(Booking, 'timeline', (t) =>
  t.connection(
    {
      type: bookingFeed.interface,
      description:
        'Everything that has happened to it, as far as you may see it, the oldest first. The `cursor` of the last one is where `bookingEvents` goes on.',
      select: { id: true, ...subjectFields },
      extensions: ownPages('oldest'),
      complexity: (args) => ({ field: 1, multiplier: args.first ?? args.last ?? defaultPage }),
      resolve: async ({ id, ...booking }, args, { app, actor }) => {
        const stream = streamOf.booking(id);
        const shown = [...seenBy(actor, subjectOf(booking), bookingFeed.types)];
        const { cursors, log } = app.realtime;
        const { epoch } = await log.head(stream);
        return resolveCursorConnection(
          {
            args,
            defaultSize: defaultPage,
            maxSize: outmostPage,
            toCursor: (item: EventItem) => String(item.event.seq),
          },
          async ({ before, after, limit, inverted }: ResolveCursorConnectionArgs): Promise<EventItem[]> => {
            const rows = await app.database.prisma.event.findMany({
              where: {
                stream,
                type: { in: shown },
                seq: { gt: seqOf(after, 0), lt: seqOf(before, Number.MAX_SAFE_INTEGER) },
              },
              orderBy: { seq: inverted ? 'desc' : 'asc' },
              take: limit,
            });
            const seal = (seq: number) => cursors.seal({ stream, epoch, seq });
            return rows.map((event) => new LoggedEvent({ ...event, seq: Number(event.seq) }, seal));
          },
        );
      },
    },
    { name: 'BookingTimelineConnection' },
    { name: 'BookingTimelineEdge' },
  ),
);

const seqOf = (cursor: string | undefined, otherwise: number) =>
  cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : otherwise;
