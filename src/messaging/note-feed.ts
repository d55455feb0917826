import { actorOf } from '../context.js';
import { streamOf } from '../realtime/streams.js';
import { defineFeed, type EventFieldBuilder, eventType } from '../schema/event.js';
import { feedField } from '../schema/feed.js';
import { Conversation } from './conversation.js';
import { conversationFor } from './conversation-access.js';
import { Note } from './note.js';
import * as events from './note-events.js';

export const noteFeed = defineFeed(
  'noteEvents',
  'NoteEvent',
  'What those who work at a property tell each other about a conversation.',
);

feedField(noteFeed, {
  description: 'Private notes about a conversation, for those who work at its property.',
  args: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'About which conversation.' }),
  }),
  async open({ conversationId: { id } }, context) {
    const subject = async () => (await conversationFor(context.app.database.prisma, actorOf(context), id)).about;
    return { stream: streamOf.notes(id), subject: await subject(), subjectNow: subject };
  },
});

eventType(events.noteAdded, [noteFeed], (t) => ({ note: noteField(t) }));
eventType(events.noteDeleted, [noteFeed], (t) => ({ note: noteField(t) }));

function noteField<Payload extends { noteId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Note,
    nullable: true,
    description: 'The note as it is now.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.note.findUnique({ ...query, where: { id: event.payload.noteId } }),
  });
}
