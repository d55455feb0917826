import type { NotePartsFragment } from '../generated/graphql.js';
import type { Draft } from './thread-state.js';
import type { Message } from './thread-window.js';

export type HistoryItem =
  | { readonly kind: 'day'; readonly key: string; readonly day: string }
  /** `follows`: by the same person, shortly after: its name need not be said again. */
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly follows: boolean }
  | { readonly kind: 'note'; readonly key: string; readonly note: NotePartsFragment }
  | { readonly kind: 'draft'; readonly key: string; readonly draft: Draft };

const closeMs = 5 * 60_000;

/** Messages with the notes between them, by day; at the end what is on its way. */
export function itemsOf(
  messages: readonly Message[],
  notes: readonly NotePartsFragment[],
  drafts: readonly Draft[],
  date: (iso: string) => string,
): HistoryItem[] {
  const items: HistoryItem[] = [];
  const waiting = notes.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  let day = '';
  let before: Message | null = null;
  const begin = (at: string) => {
    const today = date(at);
    if (today === day) return;
    day = today;
    before = null;
    items.push({ kind: 'day', key: `day ${today}`, day });
  };
  const noted = (until: string | null) => {
    for (let note = waiting[0]; note !== undefined; note = waiting[0]) {
      if (until !== null && note.createdAt > until) return;
      waiting.shift();
      begin(note.createdAt);
      items.push({ kind: 'note', key: note.id, note });
      before = null;
    }
  };
  for (const message of messages) {
    noted(message.createdAt);
    begin(message.createdAt);
    items.push({ kind: 'message', key: message.clientMessageId, message, follows: follows(before, message) });
    before = message;
  }
  noted(null);
  for (const draft of drafts) items.push({ kind: 'draft', key: draft.clientMessageId, draft });
  return items;
}

function follows(before: Message | null, message: Message): boolean {
  return (
    before !== null &&
    before.type === 'TEXT' &&
    message.type === 'TEXT' &&
    before.sender?.id === message.sender?.id &&
    Date.parse(message.createdAt) - Date.parse(before.createdAt) < closeMs
  );
}
