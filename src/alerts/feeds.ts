import type { AlertSeverity as Severity } from '../generated/prisma/enums.js';
import { propertyFeed } from '../properties/feeds.js';
import { Property } from '../properties/property.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import { platformFeed } from '../schema/platform-feed.js';
import { Alert, AlertRule, AlertSeverity, AlertStatus } from './alert.js';
import * as events from './events.js';

const shown = [propertyFeed, platformFeed];

eventType(events.alertRaised, shown, aboutAlert);
eventType(events.alertAcknowledged, shown, aboutAlert);
eventType(events.alertResolved, shown, (t) => ({
  ...aboutAlert(t),
  from: t.field({ type: AlertStatus, description: 'The state before.', resolve: ({ event }) => event.payload.from }),
}));
eventType(events.alertRuleCreated, shown, aboutRule);
eventType(events.alertRuleUpdated, shown, (t) => ({
  ...aboutRule(t),
  changes: t.stringList({
    description: 'The fields that changed: `threshold`, `enabled` …',
    resolve: ({ event }) => event.payload.changes,
  }),
}));
eventType(events.alertRuleDeleted, shown, (t) => ({
  property: propertyField(t),
  alertRuleId: t.globalID({
    description: 'The global id that it had.',
    resolve: ({ event }) => ({ type: AlertRule, id: event.payload.alertRuleId }),
  }),
}));

function aboutAlert<
  Payload extends { propertyId: string | null; alertId: string; severity: Severity; version: number },
>(t: EventFieldBuilder<Payload>) {
  return {
    property: propertyField(t),
    alert: t.prismaField({
      type: Alert,
      nullable: true,
      description: 'The alert as it is now.',
      resolve: (query, { event }, _args, { app }) =>
        app.database.prisma.alert.findUnique({ ...query, where: { id: event.payload.alertId } }),
    }),
    severity: t.field({
      type: AlertSeverity,
      description: 'How bad it is.',
      resolve: ({ event }) => event.payload.severity,
    }),
    version: t.int({
      description: 'The version of the alert from there on.',
      resolve: ({ event }) => event.payload.version,
    }),
  };
}

function aboutRule<Payload extends { propertyId: string | null; alertRuleId: string; version: number }>(
  t: EventFieldBuilder<Payload>,
) {
  return {
    property: propertyField(t),
    alertRule: t.prismaField({
      type: AlertRule,
      nullable: true,
      description: 'The rule as it is now. Null once it is gone.',
      resolve: (query, { event }, _args, { app }) =>
        app.database.prisma.alertRule.findUnique({ ...query, where: { id: event.payload.alertRuleId } }),
    }),
    version: t.int({
      description: 'The version of the rule from there on.',
      resolve: ({ event }) => event.payload.version,
    }),
  };
}

function propertyField<Payload extends { propertyId: string | null }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Property,
    nullable: true,
    description: 'Where. Null: on the whole platform.',
    resolve: (query, { event }, _args, { app }) =>
      event.payload.propertyId === null
        ? null
        : app.database.prisma.property.findUnique({ ...query, where: { id: event.payload.propertyId } }),
  });
}
