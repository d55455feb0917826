import { useMemo } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import { type ConversationFilter, UnreadDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { WaitingCount } from '../ui/waiting-count.js';

const mine: ConversationFilter = { mine: true, unread: true };

/** How many of my conversations have something that I have not read. */
export const MyUnread = () => <Unread filter={mine} />;

/** How many of a property's conversations wait for me, or for whoever works there. */
export function InboxUnread({ of: { id } }: { of: { readonly id: string } }) {
  const filter = useMemo(() => ({ propertyId: id, unread: true }), [id]);
  return <Unread filter={filter} />;
}

/** Events keep these lists true, as they do those on the screen: nothing is asked for again. */
function Unread({ filter }: { filter: ConversationFilter }) {
  const words = useText().conversations;
  const { rows = [] } = useLiveList({
    query: UnreadDocument,
    variables: { filter },
    pick: ({ conversations }) => conversations,
    matches: ({ viewerUnreadCount }) => viewerUnreadCount > 0,
    compare: (a, b) => a.id.localeCompare(b.id),
    all: true,
  });
  return <WaitingCount count={rows.length} label={words.unreadConversations(rows.length)} />;
}
