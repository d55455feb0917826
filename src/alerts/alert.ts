import { AlertSeverity as Severities, AlertStatus as Statuses } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import type { AlertMetricName } from './metrics.js';
import { alertTransitions } from './states.js';
import { visibleAlerts } from './visible.js';

export const AlertMetric = builder.enumType('AlertMetric', {
  description: 'The numbers of a dashboard that rules can watch.',
  values: {
    BOOKINGS_TODAY: { description: '`Dashboard.bookingsToday`.' },
    NEW_BOOKINGS: { description: '`Dashboard.newBookings`.' },
    ARRIVALS_TO_COME: { description: '`Dashboard.arrivalsToCome`.' },
    DEPARTURES_TO_COME: { description: '`Dashboard.departuresToCome`.' },
    IN_HOUSE: { description: '`Dashboard.inHouse`.' },
    OCCUPANCY: { description: '`Dashboard.occupancy`: 0 to 1.' },
    OPEN_CONVERSATIONS: { description: '`Dashboard.openConversations`.' },
    RESPONSE_SECONDS: { description: '`Dashboard.medianResponseSeconds`.' },
    ORDERS_TODAY: { description: '`Dashboard.ordersToday`.' },
    OPEN_ORDERS: { description: '`Dashboard.openOrders`.' },
  } satisfies Record<AlertMetricName, object>,
});

export const AlertComparison = builder.enumType('AlertComparison', {
  description: 'What a number must not do.',
  values: { ABOVE: { description: 'Be more than that.' }, BELOW: { description: 'Be less than that.' } } as const,
});

export const AlertSeverity = builder.enumType('AlertSeverity', {
  description: 'How bad it is. People are told of it with the priority LOW, HIGH or CRITICAL.',
  values: {
    [Severities.INFO]: { description: 'Good to know.' },
    [Severities.WARNING]: { description: 'Somebody should look at it.' },
    [Severities.CRITICAL]: { description: 'Somebody has to look at it now.' },
  },
});

export const AlertStatus = builder.enumType('AlertStatus', {
  description: 'Where an alert stands.',
  values: {
    [Statuses.OPEN]: { description: 'Nobody looks after it yet.' },
    [Statuses.ACKNOWLEDGED]: { description: 'Somebody looks after it.' },
    [Statuses.RESOLVED]: { description: 'It is over.' },
  },
});

export const AlertRule = builder.prismaNode('AlertRule', {
  id: { field: 'id', description: 'The global id.' },
  description:
    'A number that is watched, three times a minute. While one alert of it is open there is no other, however often the number goes up and down; five minutes after the last time it is resolved by itself.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleAlerts(actor)] }),
  fields: (t) => ({
    property: t.relation('property', { nullable: true, description: 'Where. Null: on the whole platform.' }),
    name: t.exposeString('name', { description: 'What its alerts are called.' }),
    metric: t.field({
      type: AlertMetric,
      description: 'Which number.',
      select: { metric: true },
      // Only those are ever written.
      resolve: ({ metric }) => metric as AlertMetricName,
    }),
    comparison: t.expose('comparison', { type: AlertComparison, description: 'What it must not do …' }),
    threshold: t.exposeFloat('threshold', { description: '… compared with this.' }),
    severity: t.expose('severity', { type: AlertSeverity, description: 'How bad that is.' }),
    enabled: t.exposeBoolean('enabled', { description: 'False: it is not watched for now.' }),
    createdBy: t.relation('createdBy', { nullable: true, description: 'Who wants to know.' }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
  }),
});

export const Alert = builder.prismaNode('Alert', {
  id: { field: 'id', description: 'The global id.' },
  description: 'Something that somebody has to look at: a number crossed its threshold, or somebody said so.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleAlerts(actor)] }),
  fields: (t) => ({
    property: t.relation('property', { nullable: true, description: 'Where. Null: on the whole platform.' }),
    rule: t.relation('rule', {
      nullable: true,
      description: 'By which rule. Null: somebody raised it, or the rule is gone.',
    }),
    severity: t.expose('severity', { type: AlertSeverity, description: 'How bad it is.' }),
    status: t.expose('status', { type: AlertStatus, description: 'Where it stands.' }),
    allowedTransitions: t.field({
      type: [AlertStatus],
      description: 'What can follow.',
      select: { status: true },
      resolve: ({ status }) => [...alertTransitions[status]],
    }),
    title: t.exposeString('title', { description: 'What it is about. Plain text.' }),
    body: t.exposeString('body', { description: 'More about it. Plain text.' }),
    metric: t.field({
      type: AlertMetric,
      nullable: true,
      description: 'Which number crossed its threshold.',
      select: { metric: true },
      resolve: ({ metric }) => metric as AlertMetricName | null,
    }),
    value: t.exposeFloat('value', { nullable: true, description: 'What that was when it did.' }),
    threshold: t.exposeFloat('threshold', { nullable: true, description: 'What its threshold was.' }),
    raisedAt: t.expose('raisedAt', { type: 'DateTime', description: 'When it was raised.' }),
    raisedBy: t.relation('raisedBy', { nullable: true, description: 'Who raised it. Null: a rule did.' }),
    acknowledgedAt: t.expose('acknowledgedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when somebody looks after it.',
    }),
    acknowledgedBy: t.relation('acknowledgedBy', { nullable: true, description: 'Who does.' }),
    resolvedAt: t.expose('resolvedAt', { type: 'DateTime', nullable: true, description: 'Since when it is over.' }),
    resolvedBy: t.relation('resolvedBy', { nullable: true, description: 'Who said so. Null: it ended by itself.' }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
  }),
});
