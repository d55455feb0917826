import type { ConversationRowFragment } from '../generated/graphql.js';
import type { Catalog } from '../text/text.js';

type Titled = Pick<
  ConversationRowFragment,
  'kind' | 'subject' | 'property' | 'participants' | 'participantCount' | 'viewerParticipant'
>;

/** So many people are called by name. */
const mostNames = 3;

/** The people, what it is about, or the place: whatever tells most. */
export function titleOf(row: Titled, me: string, text: Catalog): string {
  const people = row.participants.nodes;
  const others = people.filter(({ user }) => user.id !== me);
  const guests = others.filter(({ role }) => role !== 'STAFF');
  if ((row.kind === 'ROOM' || row.kind === 'GROUP') && row.subject != null) return row.subject;
  const asGuest = row.viewerParticipant != null && row.viewerParticipant.role !== 'STAFF';
  if (row.kind === 'GUEST_STAFF' && asGuest && row.property != null) return row.property.name;
  const shown = (guests.length > 0 ? guests : others).slice(0, mostNames).map(({ user }) => user.name);
  const all = row.participantCount - (row.viewerParticipant == null ? 0 : 1);
  const more = row.kind === 'GUEST_STAFF' ? 0 : all - shown.length;
  const names = shown.join(', ') + (shown.length > 0 && more > 0 ? ` +${more}` : '');
  return names || row.subject || text.conversations.untitled;
}
