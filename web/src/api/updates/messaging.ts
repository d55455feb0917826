import type { Cache } from '@urql/exchange-graphcache';
import type { ConversationFilter, ConversationRowFragment, DeskPartsFragment } from '../../generated/graphql.js';
import { type DomainUpdates, forget } from '../updates.js';

type Row = ConversationRowFragment & Partial<DeskPartsFragment>;

/** One that is new, or belongs here now, joins every list that it belongs to. Screens sort, and leave out what went. */
const show = ({ conversation }: { conversation: Row | null }, store: Cache): void => {
  if (conversation != null) join(store, conversation);
};

export const updates: DomainUpdates = {
  mutations: {
    saveCannedReply(_answer, variables, store) {
      const { propertyId } = variables.input as { propertyId: string };
      forget(store, { __typename: 'Property', id: propertyId }, 'cannedReplies');
    },
    startConversation(answer, _variables, store) {
      const { conversation } = answer.startConversation as unknown as { conversation: Row | null };
      if (conversation !== null) join(store, conversation);
    },
  },
  events: {
    ConversationStarted: show,
    ConversationJoined: show,
    ConversationUnreadChanged: show,
    ConversationStatusChanged: show,
    ConversationUpdated: show,
    ConversationAssigned: show,
    ConversationLabelled: show,
    MessageSent: show,
    DeskRead: show,
    ConversationLeft({ conversationId }: { conversationId: string }, store) {
      store.invalidate({ __typename: 'Conversation', id: conversationId });
    },
  },
};

function join(store: Cache, conversation: Row): void {
  const key = store.keyOfEntity({ __typename: 'Conversation', id: conversation.id });
  for (const { fieldName, arguments: given } of store.inspectFields('Query')) {
    if (key === null || fieldName !== 'conversations' || given?.after != null) continue;
    const filter = (given?.filter ?? {}) as ConversationFilter;
    // Who is found by a search is for the server to say.
    if (filter.search != null || !belongs(conversation, filter)) continue;
    const list = store.resolve('Query', fieldName, given);
    if (typeof list !== 'string') continue;
    const nodes = store.resolve(list, 'nodes') as readonly string[] | null;
    if (nodes != null && !nodes.includes(key)) store.link(list, 'nodes', [key, ...nodes]);
  }
}

/** Whether a list with this filter holds it, as far as its row says. */
export function belongs(row: Row, filter: ConversationFilter): boolean {
  return (
    (filter.propertyId == null || row.property?.id === filter.propertyId) &&
    (filter.mine !== true || row.viewerParticipant != null) &&
    (filter.kinds == null || filter.kinds.includes(row.kind)) &&
    (filter.statuses == null || filter.statuses.includes(row.status)) &&
    (filter.unread == null || row.viewerUnreadCount > 0 === filter.unread) &&
    (filter.label == null || row.labels?.includes(filter.label) === true) &&
    (filter.assigneeId === undefined ||
      (row.assignee !== undefined && (row.assignee?.id ?? null) === filter.assigneeId))
  );
}
