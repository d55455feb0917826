import { z } from 'zod';
import { keyOf } from '../actor.js';
import { ConversationStatus, ParticipantRole } from '../generated/prisma/enums.js';
import { defineEvent, type NewEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

// Ids, states and numbers alone: whoever reads an event loads the rest with the rights of that moment.
const ofConversation = ({ conversationId }: { conversationId: string }) => [streamOf.conversation(conversationId)];
const alsoOfProperty = ({ conversationId, propertyId }: { conversationId: string; propertyId: string | null }) => [
  streamOf.conversation(conversationId),
  ...(propertyId === null ? [] : [streamOf.property(propertyId)]),
];
const ofUser = ({ userId }: { userId: string }) => [streamOf.user(userId)];

/** The same event in the streams of these people too. */
export const alsoFor = (event: NewEvent, userIds: readonly string[]): NewEvent => ({
  ...event,
  streams: [...event.streams, ...userIds.map(streamOf.user)],
});

const ids = { conversationId: z.uuid(), propertyId: z.uuid().nullable() };
const status = z.enum(ConversationStatus);
const role = z.enum(ParticipantRole);

export const conversationStarted = defineEvent({
  type: 'ConversationStarted',
  audited: false,
  description: 'A conversation began.',
  payload: z.object(ids),
  streams: alsoOfProperty,
});

export const conversationUpdated = defineEvent({
  type: 'ConversationUpdated',
  description: 'What a conversation is about changed.',
  payload: z.object({ ...ids, changes: z.array(z.string()), version: z.int() }),
  streams: alsoOfProperty,
});

export const conversationStatusChanged = defineEvent({
  type: 'ConversationStatusChanged',
  description: 'A conversation was closed, put away, put to sleep or opened again.',
  payload: z.object({ ...ids, from: status, to: status, version: z.int() }),
  streams: alsoOfProperty,
});

/** `propertyId`: where the conversation belongs, for the audit trail of the property. */
const aPart = { conversationId: z.uuid(), propertyId: z.uuid().nullable().default(null), userId: z.uuid() };

export const participantAdded = defineEvent({
  type: 'ParticipantAdded',
  description: 'Somebody takes part from now on.',
  payload: z.object({ ...aPart, role }),
  streams: ofConversation,
});

/** Also when somebody leaves: then they are the actor. */
export const participantRemoved = defineEvent({
  type: 'ParticipantRemoved',
  description: 'Somebody does not take part any more: they left, or were removed.',
  payload: z.object({ ...aPart, role }),
  streams: ofConversation,
  changesRightsOf: ({ userId }) => [keyOf.user(userId)],
});

export const participantRoleChanged = defineEvent({
  type: 'ParticipantRoleChanged',
  description: 'Somebody has another role: the last owner left, and the next one is in charge.',
  payload: z.object({ ...aPart, from: role, to: role }),
  streams: ofConversation,
});

export const conversationJoined = defineEvent({
  type: 'ConversationJoined',
  audited: false,
  description: 'I take part in a conversation from now on.',
  payload: z.object({ conversationId: z.uuid(), userId: z.uuid() }),
  streams: ofUser,
});

/** The end of my feed of the conversation is in its own stream, at an exact place: this one is for my list. */
export const conversationLeft = defineEvent({
  type: 'ConversationLeft',
  audited: false,
  description: 'I do not take part in a conversation any more: I left, or was removed.',
  payload: z.object({ conversationId: z.uuid(), userId: z.uuid() }),
  streams: ofUser,
});

export const conversationMuted = defineEvent({
  type: 'ConversationMuted',
  audited: false,
  description: 'I muted a conversation, or hear of it again.',
  payload: z.object({
    conversationId: z.uuid(),
    userId: z.uuid(),
    muted: z.boolean(),
    mutedUntil: z.iso.datetime().nullable(),
  }),
  streams: ofUser,
});
