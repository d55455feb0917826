import { belongs } from '../api/updates/messaging.js';
import { type LiveList, useLiveList } from '../api/use-live-list.js';
import { type ConversationFilter, ConversationsDocument, type ConversationsQuery } from '../generated/graphql.js';

export type ListedConversation = ConversationsQuery['conversations']['nodes'][number];
export type ConversationsView = LiveList<ListedConversation>;

/** A list that is as it is now: what came last is first, what does not belong any more is gone. */
export const useConversations = (filter: ConversationFilter, desk: boolean): ConversationsView =>
  useLiveList({
    query: ConversationsDocument,
    variables: { filter, desk },
    pick: ({ conversations }) => conversations,
    // Who is found by a search is for the server to say.
    matches: (row) => filter.search != null || belongs(row, filter),
    compare: (a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt),
  });
