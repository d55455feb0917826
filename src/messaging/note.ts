import { User } from '../accounts/user.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { addNote } from './add-note.js';
import { Conversation } from './conversation.js';
import { deleteNote } from './delete-note.js';
import { noteRules } from './rules.js';
import { visibleNotes } from './visible.js';

export const Note = builder.prismaNode('Note', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A private note about a conversation, among those who work at its property. Guests know nothing of it.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleNotes(actor)] }),
  fields: (t) => ({
    sequence: t.exposeInt('sequence', { description: 'Its number among the notes of the conversation, from 1.' }),
    author: t.relation('author', { type: User, nullable: true, description: 'Who wrote it.' }),
    body: t.exposeString('body', { description: 'The text, plain. Empty once it is deleted.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
    deletedAt: t.expose('deletedAt', { type: 'DateTime', nullable: true, description: 'When it was deleted.' }),
  }),
});

builder.prismaObjectField(Conversation, 'notes', (t) =>
  t.prismaConnection(
    {
      type: Note,
      cursor: 'id',
      nullable: true,
      description: 'Private notes, the newest first. Null, with FORBIDDEN, for those who do not work there.',
      authScopes: ({ propertyId }) => ({ at: { operation: 'Conversation.notes', propertyId } }),
      totalCount: ({ noteSequence }) => noteSequence,
      resolve: async (query, { id }, _args, context) => {
        await asOf(context, streamOf.notes(id));
        return context.app.database.prisma.note.findMany({
          ...query,
          where: { conversationId: id },
          orderBy: { sequence: 'desc' },
        });
      },
    },
    {
      name: 'NoteConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: `${asOfDescription} The feed is \`noteEvents\`.`,
          resolve: ({ parent }, _args, context) => asOf(context, streamOf.notes((parent as { id: string }).id)),
        }),
      }),
    },
    { name: 'NoteEdge' },
  ),
);

mutation('addNote', {
  description: 'Writes a private note about a conversation, for those who work at its property.',
  idempotent: true,
  rules: noteRules,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'About which conversation.' }),
    body: t.string({ required: true, description: 'The text: 1 to 5,000 characters.' }),
  }),
  run: (context, { conversationId, body }) => addNote(context, { conversationId: conversationId.id, body }),
  payload: (t) => ({
    note: t.prismaField({
      type: Note,
      nullable: true,
      description: 'The note.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.note.findUnique({ ...query, where: { id: answer.noteId } }),
    }),
  }),
});

mutation('deleteNote', {
  description: 'Takes a private note away.',
  idempotent: true,
  input: (t) => ({ id: t.globalID({ for: Note, required: true, description: 'Which note.' }) }),
  run: (context, { id }) => deleteNote(context, id.id),
  payload: (t) => ({
    note: t.prismaField({
      type: Note,
      nullable: true,
      description: 'What is left of it.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.note.findUnique({ ...query, where: { id: answer.noteId } }),
    }),
  }),
});
