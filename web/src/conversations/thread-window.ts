import type { MessagePartsFragment } from '../generated/graphql.js';

export type Message = MessagePartsFragment;

/** The part of a conversation that is loaded: in the order of the numbers, without a hole. */
export interface Window {
  readonly messages: readonly Message[];
  /** The cursor of the page before. Null at the beginning of the conversation. */
  readonly older: string | null;
  /** The cursor of the page after. Null at its end: there what is sent is added. */
  readonly newer: string | null;
}

export interface MessagePage {
  readonly nodes: readonly Message[];
  readonly pageInfo: { readonly startCursor?: string | null; readonly endCursor?: string | null };
}

export const emptyWindow: Window = { messages: [], older: null, newer: null };

/** With a page more. One that does not join what is loaded takes its place. `head` is the number of the newest message. */
export function widened(window: Window, page: MessagePage, head: number): Window {
  const [first, last] = ends(page.nodes);
  if (first === undefined || last === undefined) return { ...window, older: null };
  const [top, bottom] = ends(window.messages);
  const joins =
    top !== undefined &&
    bottom !== undefined &&
    first.sequence <= bottom.sequence + 1 &&
    last.sequence >= top.sequence - 1;
  const messages = joins ? merged(window.messages, page.nodes) : page.nodes;
  const before = joins && top.sequence <= first.sequence ? window.older : (page.pageInfo.startCursor ?? null);
  const after = joins && bottom.sequence >= last.sequence ? window.newer : (page.pageInfo.endCursor ?? null);
  return {
    messages,
    older: Math.min(first.sequence, joins ? top.sequence : first.sequence) > 1 ? before : null,
    newer: Math.max(last.sequence, joins ? bottom.sequence : last.sequence) < head ? after : null,
  };
}

/** With a message that was sent or changed. What is not loaded comes with its page. */
export function holding(window: Window, message: Message): Window {
  const { messages, ...rest } = placed(window, message);
  return { ...rest, messages: counted(messages, message) };
}

/** Whoever is answered hears how often. */
function counted(messages: readonly Message[], { replyTo }: Message): readonly Message[] {
  const at = replyTo == null ? -1 : messages.findIndex(({ id }) => id === replyTo.id);
  const answered = messages[at];
  return replyTo == null || answered === undefined || answered.replyCount >= replyTo.replyCount
    ? messages
    : messages.with(at, { ...answered, replyCount: replyTo.replyCount });
}

function placed(window: Window, message: Message): Window {
  const at = window.messages.findIndex(({ id }) => id === message.id);
  const known = window.messages[at];
  if (known === undefined)
    return window.newer !== null || message.sequence < (window.messages[0]?.sequence ?? 0)
      ? window
      : { ...window, messages: merged(window.messages, [message]) };
  // Reactions have no version: of two answers with the same, the later one counts.
  return known.version > message.version ? window : { ...window, messages: window.messages.with(at, message) };
}

const ends = (messages: readonly Message[]) => [messages[0], messages.at(-1)] as const;

function merged(some: readonly Message[], others: readonly Message[]): readonly Message[] {
  const last = some.at(-1);
  const first = others[0];
  // Almost always, one list follows the other.
  if (last === undefined || first === undefined || last.sequence < first.sequence) return [...some, ...others];
  const all = new Map([...some, ...others].map((message) => [message.sequence, message]));
  return [...all.values()].sort((a, b) => a.sequence - b.sequence);
}
