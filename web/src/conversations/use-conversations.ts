import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { belongs } from '../api/updates/messaging.js';
import {
  type ConversationFilter,
  type ConversationRowFragment,
  ConversationsDocument,
  InboxFeedDocument,
  InboxStartDocument,
} from '../generated/graphql.js';

/** A list that is as it is now: what came last is first, what does not belong any more is gone. */
export function useConversations(filter: ConversationFilter, propertyId: string | null) {
  const [start] = useQuery({
    query: InboxStartDocument,
    variables: { propertyId: propertyId ?? '' },
    pause: propertyId === null,
    requestPolicy: 'network-only',
  });
  useFeed(InboxFeedDocument, {
    variables: { propertyId: propertyId ?? '' },
    after: start.data?.property?.members?.asOf ?? null,
    pause: propertyId === null,
  });
  const desk = propertyId !== null;
  const [pages, setPages] = useState<{ filter: string; cursors: readonly string[] }>({ filter: '', cursors: [] });
  const key = JSON.stringify(filter);
  const cursors = pages.filter === key ? pages.cursors : [];
  const [first, again] = useQuery({ query: ConversationsDocument, variables: { filter, after: null, desk } });
  const [last] = useQuery({
    query: ConversationsDocument,
    variables: { filter, after: cursors.at(-1) ?? null, desk },
    pause: cursors.length === 0,
  });
  const [older, setOlder] = useState<{ key: string; rows: readonly ConversationRowFragment[] }>({ key: '', rows: [] });
  const more = cursors.length === 0 ? first : last;
  const page = more.data?.conversations;
  const shown = new Map<string, ConversationRowFragment>();
  const kept = older.key === key ? older.rows : [];
  for (const row of [...kept, ...(last.data?.conversations.nodes ?? []), ...(first.data?.conversations.nodes ?? [])])
    if (row.id !== undefined) shown.set(row.id, row);
  const rows = [...shown.values()]
    .filter((row) => filter.search != null || belongs(row, filter))
    .sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt));
  const next = page?.pageInfo.hasNextPage === true ? (page.pageInfo.endCursor ?? null) : null;
  return {
    rows,
    ready: first.data !== undefined,
    error: first.data === undefined ? first.error : undefined,
    again: () => again({ requestPolicy: 'network-only' }),
    hasMore: next !== null,
    loadMore() {
      if (next === null || more.fetching) return;
      setOlder({ key, rows: [...kept, ...(page?.nodes ?? [])] });
      setPages({ filter: key, cursors: [...cursors, next] });
    },
  };
}
