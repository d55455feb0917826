import { z } from 'zod';
import { keyOf } from '../actor.js';
import { PropertyRole, PropertyStatus } from '../generated/prisma/enums.js';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

// Ids, states and versions alone: whoever reads an event loads the rest with the rights of that moment.
const ofProperty = ({ propertyId }: { propertyId: string }) => [streamOf.property(propertyId)];
const role = z.enum(PropertyRole);
const status = z.enum(PropertyStatus);

export const propertyCreated = defineEvent({
  type: 'PropertyCreated',
  description: 'The property was made.',
  payload: z.object({ propertyId: z.uuid() }),
  streams: ofProperty,
  relayed: true,
});

export const propertyUpdated = defineEvent({
  type: 'PropertyUpdated',
  description: 'Something that the property says about itself, or one of its settings, changed.',
  payload: z.object({
    propertyId: z.uuid(),
    /** The fields that changed, as `updateProperty` calls them: `name`, `settings.checkInTime`. */
    changes: z.array(z.string()),
    version: z.int(),
  }),
  streams: ofProperty,
  relayed: true,
});

export const propertyStatusChanged = defineEvent({
  type: 'PropertyStatusChanged',
  description: 'The property was paused, opened, archived …',
  payload: z.object({
    propertyId: z.uuid(),
    from: status,
    to: status,
    reason: z.string().nullable(),
    version: z.int(),
  }),
  streams: ofProperty,
  relayed: true,
});

export const memberInvited = defineEvent({
  type: 'MemberInvited',
  description: 'Somebody was invited to work here.',
  payload: z.object({ propertyId: z.uuid(), invitationId: z.uuid(), role }),
  streams: ofProperty,
  relayed: true,
});

export const invitationRevoked = defineEvent({
  type: 'InvitationRevoked',
  description: 'An invitation was taken back: its link is worth nothing from here on.',
  payload: z.object({ propertyId: z.uuid(), invitationId: z.uuid() }),
  streams: ofProperty,
  relayed: true,
});

export const memberJoined = defineEvent({
  type: 'MemberJoined',
  description: 'Somebody works here from now on.',
  payload: z.object({ propertyId: z.uuid(), memberId: z.uuid(), userId: z.uuid(), role }),
  streams: ofProperty,
  relayed: true,
});

export const memberRoleChanged = defineEvent({
  type: 'MemberRoleChanged',
  description: 'A member has another role.',
  payload: z.object({
    propertyId: z.uuid(),
    memberId: z.uuid(),
    userId: z.uuid(),
    from: role,
    to: role,
    version: z.int(),
  }),
  streams: ofProperty,
  relayed: true,
  changesRightsOf: ({ userId }) => [keyOf.user(userId)],
});

export const memberRemoved = defineEvent({
  type: 'MemberRemoved',
  description: 'Somebody does not work here any more: they left, or were removed.',
  payload: z.object({ propertyId: z.uuid(), memberId: z.uuid(), userId: z.uuid(), role }),
  streams: ofProperty,
  relayed: true,
  changesRightsOf: ({ userId }) => [keyOf.user(userId)],
});
