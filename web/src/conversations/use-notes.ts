import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { AddNoteDocument, type NotePartsFragment, NotesDocument, NotesFeedDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';

/** What colleagues write beside a conversation. Guests learn nothing of it. */
export function useNotes(id: string, allowed: boolean) {
  const text = useText();
  const [came, setCame] = useState<ReadonlyMap<string, NotePartsFragment>>(new Map());
  const [{ data }] = useQuery({
    query: NotesDocument,
    variables: { id },
    pause: !allowed,
    requestPolicy: 'network-only',
  });
  const page = data?.conversation.notes;
  const keep = (note: NotePartsFragment) => setCame((before) => new Map(before).set(note.id, note));
  useFeed(NotesFeedDocument, {
    variables: { conversationId: id },
    after: page?.asOf ?? null,
    pause: !allowed,
    onEvent: (event) => {
      if ((event.__typename === 'NoteAdded' || event.__typename === 'NoteDeleted') && event.note != null)
        keep(event.note);
    },
  });
  const [, addNote] = useMutation(AddNoteDocument);
  const all = new Map((page?.nodes ?? []).map((note) => [note.id, note] as const));
  for (const [noteId, note] of came) all.set(noteId, note);
  return {
    notes: [...all.values()].filter(({ deletedAt }) => deletedAt == null),
    /** Answers what was refused, if anything. */
    async add(body: string): Promise<string | null> {
      const { data: answer, error } = await addNote({
        input: { conversationId: id, body, idempotencyKey: crypto.randomUUID() },
      });
      if (answer?.addNote.note != null) {
        keep(answer.addNote.note);
        return null;
      }
      return (
        answer?.addNote.userErrors[0]?.message ?? (error?.networkError ? text.offline : error?.message) ?? text.offline
      );
    },
  };
}
