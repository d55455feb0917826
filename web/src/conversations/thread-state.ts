import type {
  ConversationRowFragment,
  MessagePartsFragment,
  ThreadFeedSubscription,
  ThreadQuery,
} from '../generated/graphql.js';

export type Message = MessagePartsFragment;
export type ThreadConversation = NonNullable<ThreadQuery['conversation']>;
export type ThreadEvent = ThreadFeedSubscription['conversationEvents'];

export interface Draft {
  readonly clientMessageId: string;
  readonly body: string;
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
  readonly replyToId: string | null;
  readonly createdAt: string;
  /** Null while it is on its way. */
  readonly problem: string | null;
}

export interface Reader {
  readonly user: { readonly id: string; readonly name: string };
  readonly read: number;
  readonly delivered: number;
}

export interface ThreadState {
  readonly state: 'loading' | 'ready' | 'failed' | 'gone';
  readonly conversation: ThreadConversation | null;
  readonly asOf: string | null;
  /** In the order of their sequence, without a hole. */
  readonly messages: readonly Message[];
  /** The cursor of the page before. Null at the beginning of the conversation. */
  readonly older: string | null;
  /** What I have sent and the server has not confirmed. */
  readonly drafts: readonly Draft[];
  readonly readers: readonly Reader[];
}

export type ThreadChange =
  | { readonly kind: 'loaded'; readonly conversation: ThreadConversation }
  | { readonly kind: 'older'; readonly messages: readonly Message[]; readonly older: string | null }
  | { readonly kind: 'failed' | 'gone' }
  | { readonly kind: 'happened'; readonly event: ThreadEvent }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'conversation'; readonly conversation: ConversationRowFragment }
  | { readonly kind: 'sending'; readonly draft: Draft }
  | { readonly kind: 'refused'; readonly clientMessageId: string; readonly problem: string }
  | { readonly kind: 'takenBack'; readonly clientMessageId: string };

export const emptyThread: ThreadState = {
  state: 'loading',
  conversation: null,
  asOf: null,
  messages: [],
  older: null,
  drafts: [],
  readers: [],
};

/** What is known after this. Doing it twice is doing it once. */
export function nextThread(thread: ThreadState, change: ThreadChange): ThreadState {
  switch (change.kind) {
    case 'loaded':
      return loaded(thread, change.conversation);
    case 'older':
      return { ...thread, messages: merged(change.messages, thread.messages), older: change.older };
    case 'failed':
      return thread.conversation === null ? { ...thread, state: 'failed' } : thread;
    case 'gone':
      return { ...thread, state: 'gone' };
    case 'message':
      return withMessage(thread, change.message);
    case 'conversation':
      return withConversation(thread, change.conversation);
    case 'sending':
      return { ...thread, drafts: [...without(thread.drafts, change.draft.clientMessageId), change.draft] };
    case 'refused':
      return {
        ...thread,
        drafts: thread.drafts.map((draft) =>
          draft.clientMessageId === change.clientMessageId ? { ...draft, problem: change.problem } : draft,
        ),
      };
    case 'takenBack':
      return { ...thread, drafts: without(thread.drafts, change.clientMessageId) };
    case 'happened':
      return happened(thread, change.event);
  }
}

function loaded(thread: ThreadState, conversation: ThreadConversation): ThreadState {
  const page = conversation.messages;
  const first = page.nodes[0]?.sequence ?? 1;
  // After a long absence there may be a hole before this page: then what was there before it is loaded again.
  const joins = thread.messages.some(({ sequence }) => sequence >= first - 1);
  const messages = joins ? merged(thread.messages, page.nodes) : page.nodes;
  const reaches = joins && thread.messages.length > 0;
  return {
    ...thread,
    state: 'ready',
    conversation,
    asOf: thread.asOf ?? page.asOf,
    messages,
    older: reaches ? thread.older : page.pageInfo.hasPreviousPage ? (page.pageInfo.startCursor ?? null) : null,
    drafts: thread.drafts.filter((draft) => !messages.some((one) => one.clientMessageId === draft.clientMessageId)),
    readers: conversation.people.nodes.map(({ user, readSequence, deliveredSequence }) => ({
      user,
      read: readSequence ?? 0,
      delivered: deliveredSequence ?? 0,
    })),
  };
}

function happened(thread: ThreadState, event: ThreadEvent): ThreadState {
  switch (event.__typename) {
    case 'MessageSent':
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return event.message == null ? thread : withMessage(thread, event.message);
    case 'MessagesRead':
      return watermark(thread, event.user, { read: event.sequence, delivered: event.sequence });
    case 'MessagesDelivered':
      return watermark(thread, event.user, { read: 0, delivered: event.sequence });
    case 'ParticipantAdded':
      return watermark(thread, event.user, { read: 0, delivered: 0 });
    case 'ParticipantRemoved':
      return { ...thread, readers: thread.readers.filter(({ user }) => user.id !== event.user?.id) };
    case 'ConversationStatusChanged':
    case 'ConversationUpdated':
      return event.conversation == null ? thread : withConversation(thread, event.conversation);
    default:
      return thread;
  }
}

function withMessage(thread: ThreadState, message: Message): ThreadState {
  const at = thread.messages.findIndex(({ id }) => id === message.id);
  const known = thread.messages[at];
  const first = thread.messages[0]?.sequence ?? 0;
  // Older than what is loaded: it comes with its page.
  if (known === undefined && message.sequence < first) return thread;
  // Reactions have no version: of two answers with the same, the later one counts.
  const messages =
    known === undefined
      ? merged(thread.messages, [message])
      : known.version > message.version
        ? thread.messages
        : thread.messages.with(at, message);
  return { ...thread, messages, drafts: without(thread.drafts, message.clientMessageId) };
}

function withConversation(thread: ThreadState, conversation: ConversationRowFragment): ThreadState {
  if (thread.conversation === null || thread.conversation.version > conversation.version) return thread;
  const { participants: _, ...rest } = conversation;
  return { ...thread, conversation: { ...thread.conversation, ...rest } };
}

function watermark(
  thread: ThreadState,
  user: Reader['user'] | null | undefined,
  to: { read: number; delivered: number },
): ThreadState {
  if (user == null) return thread;
  const before = thread.readers.find((reader) => reader.user.id === user.id) ?? { user, read: 0, delivered: 0 };
  const reader = {
    user,
    read: Math.max(before.read, to.read),
    delivered: Math.max(before.delivered, to.delivered),
  };
  return { ...thread, readers: [...thread.readers.filter(({ user: { id } }) => id !== user.id), reader] };
}

const without = (drafts: readonly Draft[], clientMessageId: string) =>
  drafts.filter((draft) => draft.clientMessageId !== clientMessageId);

function merged(some: readonly Message[], others: readonly Message[]): readonly Message[] {
  const last = some.at(-1);
  const first = others[0];
  // Almost always, one list follows the other.
  if (last === undefined || first === undefined || last.sequence < first.sequence) return [...some, ...others];
  const all = new Map([...some, ...others].map((message) => [message.sequence, message]));
  return [...all.values()].sort((a, b) => a.sequence - b.sequence);
}
