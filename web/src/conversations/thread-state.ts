import type {
  ConversationRowFragment,
  MessagePriority,
  ThreadFeedSubscription,
  ThreadQuery,
} from '../generated/graphql.js';
import { type Person, peopleOf, withoutPerson, withPerson } from './thread-people.js';
import { emptyWindow, holding, type Message, type MessagePage, type Window, widened } from './thread-window.js';

export type ThreadConversation = NonNullable<ThreadQuery['conversation']>;
export type ThreadEvent = ThreadFeedSubscription['conversationEvents'];

export interface Draft {
  readonly clientMessageId: string;
  readonly body: string;
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
  readonly replyToId: string | null;
  readonly mentionIds: readonly string[];
  readonly priority: MessagePriority;
  readonly createdAt: string;
  /** Null while it is on its way. */
  readonly problem: string | null;
}

export interface ThreadState extends Window {
  readonly state: 'loading' | 'ready' | 'failed' | 'gone';
  readonly conversation: ThreadConversation | null;
  readonly asOf: string | null;
  /** The number of the newest message, loaded or not. */
  readonly head: number;
  /** What I have sent and the server has not confirmed. */
  readonly drafts: readonly Draft[];
  readonly people: readonly Person[];
  /** Up to where the place has read, whoever of it. */
  readonly deskRead: number;
}

export type ThreadChange =
  | { readonly kind: 'loaded'; readonly conversation: ThreadConversation }
  | { readonly kind: 'page'; readonly page: MessagePage }
  | { readonly kind: 'failed' | 'gone' }
  | { readonly kind: 'happened'; readonly event: ThreadEvent }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'conversation'; readonly conversation: ConversationRowFragment }
  | { readonly kind: 'sending'; readonly draft: Draft }
  | { readonly kind: 'refused'; readonly clientMessageId: string; readonly problem: string }
  | { readonly kind: 'takenBack'; readonly clientMessageId: string };

export const emptyThread: ThreadState = {
  ...emptyWindow,
  state: 'loading',
  conversation: null,
  asOf: null,
  head: 0,
  drafts: [],
  people: [],
  deskRead: 0,
};

/** What is known after this. Doing it twice is doing it once. */
export function nextThread(thread: ThreadState, change: ThreadChange): ThreadState {
  switch (change.kind) {
    case 'loaded':
      return loaded(thread, change.conversation);
    case 'page':
      return { ...thread, ...widened(thread, change.page, thread.head) };
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
  const head = Math.max(thread.head, conversation.lastSequence);
  // After a long absence there may be a hole before this page: then what was there before it is loaded again.
  const window = widened(thread, conversation.messages, head);
  return {
    ...thread,
    ...window,
    head,
    state: 'ready',
    conversation,
    asOf: thread.asOf ?? conversation.messages.asOf,
    drafts: thread.drafts.filter(
      (draft) => !window.messages.some((one) => one.clientMessageId === draft.clientMessageId),
    ),
    people: peopleOf(conversation.people.nodes),
    deskRead: Math.max(thread.deskRead, conversation.deskReadSequence),
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
      return {
        ...thread,
        people: withPerson(thread.people, event.user, { read: event.sequence, delivered: event.sequence }),
      };
    case 'MessagesDelivered':
      return { ...thread, people: withPerson(thread.people, event.user, { delivered: event.sequence }) };
    case 'DeskRead':
      return { ...thread, deskRead: Math.max(thread.deskRead, event.sequence) };
    case 'ParticipantAdded':
      return { ...thread, people: withPerson(thread.people, event.user, { role: event.role }) };
    case 'ParticipantRoleChanged':
      return { ...thread, people: withPerson(thread.people, event.user, { role: event.to }) };
    case 'ParticipantRemoved':
      return { ...thread, people: withoutPerson(thread.people, event.user) };
    case 'ConversationStatusChanged':
    case 'ConversationUpdated':
      return event.conversation == null ? thread : withConversation(thread, event.conversation);
    default:
      return thread;
  }
}

function withMessage(thread: ThreadState, message: Message): ThreadState {
  return {
    ...thread,
    ...holding(thread, message),
    head: Math.max(thread.head, message.sequence),
    drafts: without(thread.drafts, message.clientMessageId),
  };
}

function withConversation(thread: ThreadState, conversation: ConversationRowFragment): ThreadState {
  if (thread.conversation === null || thread.conversation.version > conversation.version) return thread;
  return { ...thread, conversation: { ...thread.conversation, ...conversation } };
}

const without = (drafts: readonly Draft[], clientMessageId: string) =>
  drafts.filter((draft) => draft.clientMessageId !== clientMessageId);
