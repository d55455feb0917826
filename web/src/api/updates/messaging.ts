import type { Cache } from '@urql/exchange-graphcache';
import type { ConversationFilter, ConversationRowFragment, DeskPartsFragment } from '../../generated/graphql.js';
import { appendTo } from '../append-to.js';
import { type DomainUpdates, forget } from '../updates.js';

type Row = ConversationRowFragment & Partial<DeskPartsFragment>;

/** One that is new, or belongs here now, joins every list that it belongs to. Screens sort, and leave out what went. */
const show = ({ conversation }: { conversation: Row | null }, store: Cache): void => {
  if (conversation != null) join(store, conversation);
};

export const updates: DomainUpdates = {
  mutations: {
    blockUser: (_answer, _variables, store) => forget(store, 'Viewer:me', 'blockedUsers'),
    unblockUser: (_answer, _variables, store) => forget(store, 'Viewer:me', 'blockedUsers'),
    saveCannedReply(_answer, variables, store) {
      const { propertyId } = variables.input as { propertyId: string };
      forget(store, { __typename: 'Property', id: propertyId }, 'cannedReplies');
    },
    deleteCannedReply: (_answer, { input }, store) =>
      store.invalidate({ __typename: 'CannedReply', id: (input as { id: string }).id }),
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
    MessageSent(event: { conversation?: Row | null; message?: SentMessage | null }, store) {
      show({ conversation: event.conversation ?? null }, store);
      joinThread(event.message, store);
    },
    DeskRead: show,
    ConversationLeft: ({ conversationId }: { conversationId: string }, store) => leave(store, conversationId),
  },
};

interface SentMessage {
  readonly id: string;
  readonly threadRoot?: { readonly id: string } | null;
}

/** Whoever looks at a thread sees what is answered. */
function joinThread(message: SentMessage | null | undefined, store: Cache): void {
  if (message?.threadRoot == null) return;
  const { id } = message.threadRoot;
  appendTo(store, { __typename: 'Message', id }, 'thread', { __typename: 'Message', id: message.id });
}

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

/** It goes from every list of mine at once. Those of a place where I work keep it: there it is for whoever works there. */
function leave(store: Cache, conversationId: string): void {
  const conversation = { __typename: 'Conversation', id: conversationId };
  const key = store.keyOfEntity(conversation);
  store.link(conversation, 'viewerParticipant', null);
  for (const { fieldName, arguments: given } of store.inspectFields('Query')) {
    const filter = (given?.filter ?? {}) as ConversationFilter;
    if (fieldName !== 'conversations' || filter.mine !== true) continue;
    const list = store.resolve('Query', fieldName, given);
    if (typeof list !== 'string') continue;
    const nodes = store.resolve(list, 'nodes') as readonly string[] | null;
    if (nodes?.some((node) => node === key) === true)
      store.link(
        list,
        'nodes',
        nodes.filter((node) => node !== key),
      );
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
