import { encodeGlobalID } from '@pothos/plugin-relay';
import { propertyFeed, propertyField } from '../properties/feeds.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import { platformFeed } from '../schema/platform-feed.js';
import * as events from './events.js';
import { Offering } from './offering.js';
import { Block, Unit } from './unit.js';

const shown = [propertyFeed, platformFeed];

eventType(events.offeringCreated, shown, (t) => ({
  property: propertyField(t),
  offering: offeringField(t),
}));

eventType(events.offeringUpdated, shown, (t) => ({
  property: propertyField(t),
  offering: offeringField(t),
  changes: t.stringList({
    description: 'The fields that changed, as `updateOffering` calls them.',
    resolve: ({ event }) => event.payload.changes,
  }),
  version: t.int({ description: 'The version from there on.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.unitsAdded, shown, (t) => ({
  property: propertyField(t),
  offering: offeringField(t),
  unitIds: t.field({
    type: ['ID'],
    description: 'The global ids of the new units.',
    resolve: ({ event }) => event.payload.unitIds.map((id) => encodeGlobalID('Unit', id)),
  }),
}));

for (const definition of [events.blockCreated, events.blockRemoved])
  eventType(definition, shown, (t) => ({
    property: propertyField(t),
    offering: offeringField(t),
    unit: t.prismaField({
      type: Unit,
      nullable: true,
      description: 'Which unit.',
      resolve: (query, { event }, _args, { app }) =>
        app.database.prisma.unit.findUnique({ ...query, where: { id: event.payload.unitId } }),
    }),
    block: t.prismaField({
      type: Block,
      nullable: true,
      description: 'The block as it is now.',
      resolve: (query, { event }, _args, { app }) =>
        app.database.prisma.block.findUnique({ ...query, where: { id: event.payload.blockId } }),
    }),
  }));

export function offeringField<Payload extends { offeringId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Offering,
    nullable: true,
    description: 'The offering as it is now.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.offering.findUnique({ ...query, where: { id: event.payload.offeringId } }),
  });
}
