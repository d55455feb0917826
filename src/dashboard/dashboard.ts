import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { Money, type Sum } from '../schema/money.js';
import { average, median, occupancyOf, type Snapshot } from './snapshot.js';

const onlyOf = (sums: readonly Sum[]): Sum | null => (sums.length === 1 ? (sums[0] ?? null) : null);

const mayNotSee = 'Null, with FORBIDDEN, for those who may not see the money.';
const at = <Operation extends string>(operation: Operation) => ({
  authScopes: ({ propertyId }: Snapshot) => ({ at: { operation, propertyId } }),
});

export const Dashboard = builder.objectRef<Snapshot>('Dashboard').implement({
  description:
    'How a property stands today, or all properties together: each has its own day, by the clock on its wall. Counted anew at each asking, so it is never behind.',
  fields: (t) => ({
    property: t.prismaField({
      type: Property,
      nullable: true,
      description: 'Which property. Null for the whole platform.',
      resolve: (query, { propertyId }, _args, { app }) =>
        propertyId === null ? null : app.database.prisma.property.findUnique({ ...query, where: { id: propertyId } }),
    }),
    at: t.field({ type: 'DateTime', description: 'When it was so.', resolve: (snapshot) => snapshot.at }),
    day: t.field({
      type: 'Date',
      nullable: true,
      description: 'Which day that is at the property. Null for the whole platform.',
      resolve: ({ day }) => day,
    }),
    bookingsToday: t.int({
      description: 'Bookings that were made today, whatever became of them.',
      resolve: ({ bookings }) => bookings,
    }),
    newBookings: t.exposeInt('newBookings', { description: 'Bookings that wait for an answer: PENDING.' }),
    arrivals: t.exposeInt('arrivals', {
      description: 'Bookings that begin today, those who have come, or never came, among them.',
    }),
    arrivalsToCome: t.exposeInt('arrivalsToCome', { description: 'Of these, those who have not come yet.' }),
    departures: t.exposeInt('departures', {
      description: 'Bookings that end today, of guests who have come; those who have gone among them.',
    }),
    departuresToCome: t.exposeInt('departuresToCome', { description: 'Of these, those who have not gone yet.' }),
    inHouse: t.exposeInt('inHouse', { description: 'Bookings whose guests are there now: CHECKED_IN.' }),
    units: t.exposeInt('units', { description: 'Units of all offerings that are not archived.' }),
    unitsTaken: t.exposeInt('unitsTaken', {
      description:
        'Units that are sold for today: rooms for this night, and what has an appointment or a departure today. Confirmed bookings count, and those that came of them.',
    }),
    occupancy: t.float({
      nullable: true,
      description: 'The share of the units that is taken: 0 to 1, or more when a room is sold twice in a day.',
      resolve: occupancyOf,
    }),
    revenue: t.field({
      type: Money,
      nullable: true,
      description: `What was captured today, less what was given back or taken back by a bank. Null where there are several currencies. ${mayNotSee}`,
      ...at('Dashboard.revenue' as const),
      resolve: ({ revenues }) => onlyOf(revenues),
    }),
    revenues: t.field({
      type: [Money],
      nullable: true,
      description: `The same for each currency. ${mayNotSee}`,
      ...at('Dashboard.revenues' as const),
      resolve: ({ revenues }) => [...revenues],
    }),
    averageDailyRate: t.field({
      type: Money,
      nullable: true,
      description: `What a unit that is sold for today costs on average. Null where nothing is sold, or in several currencies. ${mayNotSee}`,
      ...at('Dashboard.averageDailyRate' as const),
      resolve: ({ averageDailyRates }) => onlyOf(averageDailyRates),
    }),
    averageDailyRates: t.field({
      type: [Money],
      nullable: true,
      description: `The same for each currency. ${mayNotSee}`,
      ...at('Dashboard.averageDailyRates' as const),
      resolve: ({ averageDailyRates }) => [...averageDailyRates],
    }),
    openConversations: t.exposeInt('openConversations', {
      description: 'Conversations with guests that are active.',
    }),
    answersToday: t.int({
      description: 'How often a guest who waited was answered today.',
      resolve: ({ answers }) => answers.length,
    }),
    medianResponseSeconds: t.float({
      nullable: true,
      description: 'How long half of them had waited at most. Null when nobody was answered.',
      resolve: ({ answers }) => median(answers),
    }),
    averageResponseSeconds: t.float({
      nullable: true,
      description: 'How long they had waited on average. Null when nobody was answered.',
      resolve: ({ answers }) => average(answers),
    }),
    ordersToday: t.int({ description: 'Orders that were placed today.', resolve: ({ orders }) => orders }),
    openOrders: t.exposeInt('openOrders', { description: 'Orders that are placed and not delivered yet.' }),
  }),
});
