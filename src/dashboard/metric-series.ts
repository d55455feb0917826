import { addDays, dayOf, daysBetween } from '../bookings/local-time.js';
import { Fault } from '../errors.js';
import { may } from '../policy/authorize.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { authorizeDashboard } from './authorize-dashboard.js';
import { type Interval, type MetricName, metrics, type Point, readSeries } from './series.js';

const Metric = builder.enumType('Metric', {
  description: 'What can be drawn over time.',
  values: {
    BOOKINGS: { description: 'Bookings made.' },
    ARRIVALS: { description: 'Bookings that begin. By the day.' },
    DEPARTURES: { description: 'Bookings that end, of guests who have come. By the day.' },
    OCCUPANCY: { description: 'The share of today’s units that is sold: 0 to 1. By the day.' },
    REVENUE: {
      description: 'What was captured, less what was given back: minor units. For those who may see the money.',
    },
    AVERAGE_DAILY_RATE: {
      description: 'What a sold unit costs on average: minor units. By the day. For those who may see the money.',
    },
    RESPONSE_SECONDS: { description: 'How long half of the guests who were answered had waited at most.' },
    ORDERS: { description: 'Orders placed.' },
  } satisfies Record<MetricName, object>,
});

const MetricInterval = builder.enumType('MetricInterval', {
  description: 'How much time each point is of.',
  values: {
    HOUR: { description: 'An hour: for what happens at a time of the day, and up to 14 days.' },
    DAY: { description: 'A day by the clock on the wall: 23 or 25 hours where the clocks change.' },
    WEEK: { description: 'A week, from Monday.' },
    MONTH: { description: 'A month of the calendar.' },
  } satisfies Record<Interval, object>,
});

interface Series {
  readonly metric: MetricName;
  readonly interval: Interval;
  readonly timeZone: string;
  readonly currency: string | null;
  readonly points: readonly Point[];
}

const MetricPoint = builder.objectRef<Point>('MetricPoint').implement({
  description: 'One point of a chart.',
  fields: (t) => ({
    at: t.field({ type: 'DateTime', description: 'When its time begins.', resolve: ({ at }) => at }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'What it came to. Null where there is nothing to take an average of.',
    }),
  }),
});

const MetricSeries = builder.objectRef<Series>('MetricSeries').implement({
  description: 'What a chart is drawn from: a point for each part of the time, also where nothing happened.',
  fields: (t) => ({
    metric: t.field({ type: Metric, description: 'Of what.', resolve: ({ metric }) => metric }),
    interval: t.field({ type: MetricInterval, description: 'In which steps.', resolve: ({ interval }) => interval }),
    timeZone: t.exposeString('timeZone', { description: 'Whose days these are. UTC for the whole platform.' }),
    currency: t.exposeString('currency', { nullable: true, description: 'Of money: in which currency.' }),
    points: t.field({ type: [MetricPoint], description: 'In order of time.', resolve: ({ points }) => [...points] }),
  }),
});

const usualDays = 30;
const mostDays = { HOUR: 14, DAY: 366, WEEK: 1_100, MONTH: 1_100 } as const satisfies Record<Interval, number>;

builder.queryField('metricSeries', (t) =>
  t.field({
    type: MetricSeries,
    description:
      'Numbers over time, in the time zone of the property; without a property those of the whole platform, each property by its own days. For those who may see the dashboard.',
    complexity: { field: 50, multiplier: 1 },
    args: {
      propertyId: t.arg.globalID({ for: Property, description: 'Which property. All of them when it is left out.' }),
      metric: t.arg({ type: Metric, required: true, description: 'Of what.' }),
      from: t.arg({ type: 'Date', description: `The first day. ${usualDays} days before \`to\` when it is left out.` }),
      to: t.arg({ type: 'Date', description: 'The day after the last. Tomorrow when it is left out.' }),
      interval: t.arg({ type: MetricInterval, required: true, defaultValue: 'DAY', description: 'In which steps.' }),
      currency: t.arg.string({
        description: 'Money of the whole platform: that of properties with this currency. ISO 4217.',
      }),
    },
    async resolve(_root, { propertyId, metric, from, to, interval, currency }, { actor, app }) {
      const id = propertyId?.id ?? null;
      authorizeDashboard(actor, 'metricSeries', id);
      const isMoney = 'isMoney' in metrics[metric];
      if (isMoney && !may(actor, 'Dashboard.revenue', { propertyId: id })) throw new Fault('FORBIDDEN');
      const property =
        id === null
          ? { timeZone: 'UTC', currency: currency ?? null }
          : await app.database.prisma.property.findUnique({
              where: { id },
              select: { timeZone: true, currency: true },
            });
      if (property === null) throw new Fault('NOT_FOUND');
      if (isMoney && property.currency === null)
        throw new Fault('BAD_USER_INPUT', 'Money of several properties needs a `currency`.');
      if (interval === 'HOUR' && metrics[metric].by === 'day')
        throw new Fault('BAD_USER_INPUT', `${metric} is of days: it has no hours.`);
      const { timeZone } = property;
      const end = to ?? addDays(dayOf(new Date(), timeZone), 1);
      const begin = from ?? addDays(end, -Math.min(usualDays, mostDays[interval]));
      const days = daysBetween(begin, end);
      if (days <= 0 || days > mostDays[interval])
        throw new Fault('BAD_USER_INPUT', `\`to\` comes after \`from\`, by ${mostDays[interval]} days at most.`);
      const asked = { metric, interval, propertyId: id, from: begin, to: end, timeZone };
      const points = await readSeries(app.database, { ...asked, currency: isMoney ? property.currency : null });
      return { metric, interval, timeZone, currency: isMoney ? property.currency : null, points };
    },
  }),
);
