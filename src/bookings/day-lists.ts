import type { BookingStatus } from '../generated/prisma/enums.js';
import { countByProperty } from '../properties/count-by-property.js';
import { Property } from '../properties/property.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { Booking } from './booking.js';
import { dayOf } from './local-time.js';
import { comingStatuses, goingStatuses } from './states.js';

interface DayList {
  readonly field: 'arrivals' | 'departures';
  readonly typeName: string;
  readonly column: 'arrivalOn' | 'departureOn';
  /** Those that come or go, or did so. */
  readonly statuses: BookingStatus[];
  readonly description: string;
}

const lists: readonly DayList[] = [
  {
    field: 'arrivals',
    typeName: 'Arrival',
    column: 'arrivalOn',
    statuses: comingStatuses,
    description: 'Who comes on a day, in order of their time; those who have come, or never came, among them.',
  },
  {
    field: 'departures',
    typeName: 'Departure',
    column: 'departureOn',
    statuses: goingStatuses,
    description: 'Who goes on a day, in order of their time; those who have gone among them.',
  },
];

for (const { field, typeName, column, statuses, description } of lists)
  builder.prismaObjectField(Property, field, (t) =>
    t.prismaConnection(
      {
        type: Booking,
        cursor: 'id',
        nullable: true,
        description: `${description} Null, with FORBIDDEN, for those not working there.`,
        authScopes: ({ id }) => ({ at: { operation: `Property.${field}`, propertyId: id } }),
        args: { on: t.arg({ type: 'Date', description: 'The local day. Today when it is left out.' }) },
        totalCount: ({ id, timeZone }, { on }, context) => {
          const day = dayIn(timeZone, on);
          return countByProperty(context, `${field} ${day.toISOString()}`, id, async (propertyId) => {
            const groups = await context.app.database.prisma.booking.groupBy({
              by: 'propertyId',
              where: { propertyId, status: { in: statuses }, [column]: day },
              _count: true,
            });
            return groups;
          });
        },
        resolve: async (query, { id, timeZone }, { on }, context) => {
          await asOf(context, streamOf.property(id));
          return context.app.database.prisma.booking.findMany({
            ...query,
            where: { propertyId: id, status: { in: statuses }, [column]: dayIn(timeZone, on) },
            orderBy: [{ [column === 'arrivalOn' ? 'startsAt' : 'endsAt']: 'asc' }, { id: 'asc' }],
          });
        },
      },
      {
        name: `${typeName}Connection`,
        fields: (c) => ({
          asOf: c.field({
            type: 'EventCursor',
            description: asOfDescription,
            resolve: ({ parent }, _args, context) => asOf(context, streamOf.property((parent as { id: string }).id)),
          }),
        }),
      },
      { name: `${typeName}Edge` },
    ),
  );

const dayIn = (timeZone: string, on: string | null | undefined) => new Date(on ?? dayOf(new Date(), timeZone));
