import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const payload = z.object({ conversationId: z.uuid(), messageId: z.uuid(), userId: z.uuid(), emoji: z.string() });
const streams = ({ conversationId }: { conversationId: string }) => [streamOf.conversation(conversationId)];

export const reactionAdded = defineEvent({
  type: 'ReactionAdded',
  audited: false,
  description: 'Somebody reacted to a message.',
  payload,
  streams,
});

export const reactionRemoved = defineEvent({
  type: 'ReactionRemoved',
  audited: false,
  description: 'Somebody took a reaction back.',
  payload,
  streams,
});
