import { userField } from '../accounts/user-field.js';
import { actorOf } from '../context.js';
import { Fault } from '../errors.js';
import { streamOf } from '../realtime/streams.js';
import { defineFeed, type EventFieldBuilder, eventType } from '../schema/event.js';
import { feedField } from '../schema/feed.js';
import { platformFeed } from '../schema/platform-feed.js';
import * as events from './events.js';
import { seesProperty } from './known-properties.js';
import { Invitation, Member } from './member.js';
import { Property, PropertyRole, PropertyStatus } from './property.js';

export const propertyFeed = defineFeed(
  'propertyEvents',
  'PropertyEvent',
  'What happens at a property, for those who work there.',
);

feedField(propertyFeed, {
  description: 'What happens at a property, for those who work there.',
  args: (t) => ({ propertyId: t.globalID({ for: Property, required: true, description: 'Which property.' }) }),
  async open({ propertyId: { id } }, context) {
    // Whoever is not signed in hears that first, whether there is such a property or not.
    if (!(await seesProperty(context.app.database, actorOf(context), id))) throw new Fault('NOT_FOUND');
    return { stream: streamOf.property(id), subject: { propertyId: id } };
  },
});

const shown = [propertyFeed, platformFeed];

eventType(events.propertyCreated, shown, (t) => ({
  property: propertyField(t),
}));

eventType(events.propertyUpdated, shown, (t) => ({
  property: propertyField(t),
  changes: t.stringList({
    description: 'The fields that changed: `name`, `settings.checkInTime` …',
    resolve: ({ event }) => event.payload.changes,
  }),
  version: t.int({ description: 'The version from there on.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.propertyStatusChanged, shown, (t) => ({
  property: propertyField(t),
  from: t.field({ type: PropertyStatus, description: 'The state before.', resolve: ({ event }) => event.payload.from }),
  to: t.field({
    type: PropertyStatus,
    description: 'The state from there on.',
    resolve: ({ event }) => event.payload.to,
  }),
  reason: t.string({
    nullable: true,
    description: 'Why, if somebody said so.',
    resolve: ({ event }) => event.payload.reason,
  }),
  version: t.int({ description: 'The version from there on.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.memberInvited, shown, (t) => ({
  property: propertyField(t),
  invitationId: t.globalID({
    description: 'The global id of the invitation. Managers and owners can look it up.',
    resolve: ({ event }) => ({ type: Invitation, id: event.payload.invitationId }),
  }),
  role: t.field({ type: PropertyRole, description: 'What they will be.', resolve: ({ event }) => event.payload.role }),
}));

eventType(events.invitationRevoked, shown, (t) => ({
  property: propertyField(t),
  invitationId: t.globalID({
    description: 'The global id of the invitation.',
    resolve: ({ event }) => ({ type: Invitation, id: event.payload.invitationId }),
  }),
}));

eventType(events.memberJoined, shown, (t) => ({
  property: propertyField(t),
  member: memberField(t),
  user: userField(t),
  role: t.field({ type: PropertyRole, description: 'What they are.', resolve: ({ event }) => event.payload.role }),
}));

eventType(events.memberRoleChanged, shown, (t) => ({
  property: propertyField(t),
  member: memberField(t),
  user: userField(t),
  from: t.field({ type: PropertyRole, description: 'What they were.', resolve: ({ event }) => event.payload.from }),
  to: t.field({ type: PropertyRole, description: 'What they are.', resolve: ({ event }) => event.payload.to }),
  version: t.int({ description: 'The version of the member.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.memberRemoved, shown, (t) => ({
  property: propertyField(t),
  memberId: t.globalID({
    description: 'The global id that the member had.',
    resolve: ({ event }) => ({ type: Member, id: event.payload.memberId }),
  }),
  user: userField(t),
  role: t.field({ type: PropertyRole, description: 'What they were.', resolve: ({ event }) => event.payload.role }),
}));

export function propertyField<Payload extends { propertyId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Property,
    nullable: true,
    description: 'The property as it is now.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.property.findUnique({ ...query, where: { id: event.payload.propertyId } }),
  });
}

function memberField<Payload extends { memberId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Member,
    nullable: true,
    description: 'The member as they are now. Null once they are gone.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.membership.findUnique({ ...query, where: { id: event.payload.memberId } }),
  });
}
