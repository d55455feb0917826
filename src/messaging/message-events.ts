import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const ofConversation = ({ conversationId }: { conversationId: string }) => streamOf.conversation(conversationId);

export const messageSent = defineEvent({
  type: 'MessageSent',
  audited: false,
  description: 'Somebody wrote.',
  payload: z.object({
    conversationId: z.uuid(),
    propertyId: z.uuid().nullable(),
    messageId: z.uuid(),
    sequence: z.int(),
  }),
  streams: (payload) => [
    ofConversation(payload),
    ...(payload.propertyId === null ? [] : [streamOf.property(payload.propertyId)]),
  ],
});

/** What is said by Frontdesk itself stands in that stream as what it says. */
export const threadMessageSent = defineEvent({
  type: 'ThreadMessageSent',
  audited: false,
  description: 'Somebody wrote in the thread of the booking.',
  payload: z.object({ conversationId: z.uuid(), bookingId: z.uuid(), messageId: z.uuid(), sequence: z.int() }),
  streams: ({ bookingId }) => [streamOf.booking(bookingId)],
});

/** Exact at its place in the stream: the last one that somebody has heard is what is so. */
export const conversationUnreadChanged = defineEvent({
  type: 'ConversationUnreadChanged',
  audited: false,
  description: 'What I have not read of a conversation changed: somebody wrote, or I read, on whichever device.',
  payload: z.object({
    conversationId: z.uuid(),
    userId: z.uuid(),
    /** What was written. Null when I read. */
    messageId: z.uuid().nullable(),
    lastSequence: z.int(),
    readSequence: z.int(),
    /** Whether the message calls me by name. */
    mentioned: z.boolean(),
  }),
  streams: ({ userId }) => [streamOf.user(userId)],
});

const ofMessage = z.object({ conversationId: z.uuid(), messageId: z.uuid(), sequence: z.int(), version: z.int() });

export const messageEdited = defineEvent({
  type: 'MessageEdited',
  audited: false,
  description: 'A message says something else.',
  payload: ofMessage,
  streams: (payload) => [ofConversation(payload)],
});

export const messageDeleted = defineEvent({
  type: 'MessageDeleted',
  audited: false,
  description: 'A message was deleted: its text is gone, its number stays.',
  payload: ofMessage,
  streams: (payload) => [ofConversation(payload)],
});

const watermark = z.object({ conversationId: z.uuid(), userId: z.uuid(), sequence: z.int() });

/** Not of people whose settings keep it to themselves. */
export const messagesRead = defineEvent({
  type: 'MessagesRead',
  audited: false,
  description: 'Somebody has read, up to a message.',
  payload: watermark,
  streams: (payload) => [ofConversation(payload)],
});

export const messagesDelivered = defineEvent({
  type: 'MessagesDelivered',
  audited: false,
  description: 'Messages have arrived on a device of somebody, up to one.',
  payload: watermark,
  streams: (payload) => [ofConversation(payload)],
});

/** In the stream of the conversation: by those alone who let it be known, and without saying who it was. */
export const deskRead = defineEvent({
  type: 'DeskRead',
  audited: false,
  description: 'Somebody who works at the property has read a conversation, up to a message.',
  payload: z.object({ conversationId: z.uuid(), propertyId: z.uuid(), sequence: z.int() }),
  streams: (payload) => [streamOf.property(payload.propertyId), ofConversation(payload)],
});
