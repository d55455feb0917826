import type { ThreadState } from './thread-state.js';
import type { Message } from './thread-window.js';

interface ReceiptWords {
  readonly sent: string;
  readonly delivered: string;
  readonly readBy: (names: readonly string[]) => string;
}

/** How far a message of mine has come, in a word or by name. */
export function receiptOf(
  message: Message,
  { people, conversation, deskRead }: ThreadState,
  me: string,
  words: ReceiptWords,
): string {
  const others = people.filter(({ user }) => user.id !== me);
  const read = others.filter((person) => person.read >= message.sequence);
  if (read.length > 0) return words.readBy(read.map(({ user }) => user.name));
  const place = conversation?.property;
  const asGuest = conversation?.viewerParticipant != null && conversation.viewerParticipant.role !== 'STAFF';
  // Somebody there has read it, who takes no part yet.
  if (asGuest && place != null && deskRead >= message.sequence) return words.readBy([place.name]);
  return others.some(({ delivered }) => delivered >= message.sequence) ? words.delivered : words.sent;
}
