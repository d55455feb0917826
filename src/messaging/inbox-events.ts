import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const ids = { conversationId: z.uuid(), propertyId: z.uuid() };
// Never in the stream of the conversation, which guests read.
const streams = ({ conversationId, propertyId }: { conversationId: string; propertyId: string }) => [
  streamOf.property(propertyId),
  streamOf.notes(conversationId),
];

export const conversationAssigned = defineEvent({
  type: 'ConversationAssigned',
  description: 'Somebody else, or nobody, takes care of a conversation from now on.',
  payload: z.object({ ...ids, from: z.uuid().nullable(), to: z.uuid().nullable() }),
  streams,
});

export const conversationLabelled = defineEvent({
  type: 'ConversationLabelled',
  description: 'A conversation has other labels.',
  payload: z.object({ ...ids, labels: z.array(z.string()) }),
  streams,
});
