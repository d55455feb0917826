import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const payload = z.object({ conversationId: z.uuid(), noteId: z.uuid(), sequence: z.int() });
// Never in the stream of the conversation: guests read that one, and its numbers would tell them.
const streams = ({ conversationId }: { conversationId: string }) => [streamOf.notes(conversationId)];

export const noteAdded = defineEvent({
  type: 'NoteAdded',
  audited: false,
  description: 'A colleague wrote a private note about the conversation.',
  payload,
  streams,
});

export const noteDeleted = defineEvent({
  type: 'NoteDeleted',
  audited: false,
  description: 'A private note was deleted.',
  payload,
  streams,
});
