import type { RunningApp } from '../support/app.js';
import { act, done, type Somebody } from './people.js';

export const sent = async (
  running: RunningApp,
  who: Somebody,
  conversationId: string,
  body: string,
  more: object = {},
) =>
  (
    await done(
      running,
      who,
      'sendMessage',
      { conversationId, body, ...more },
      'message { id sequence body clientMessageId }',
    )
  ).message;

/** What became of it: the codes of its refusal, or nothing. */
export async function refusedSend(
  running: RunningApp,
  who: Somebody,
  conversationId: string,
  body: string,
  more: object = {},
) {
  const { refused, userErrors } = await act(running, who, 'sendMessage', { conversationId, body, ...more });
  return refused ?? userErrors.map(({ code }: { code: string }) => code);
}

const history = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
  conversation(id: $id) { lastSequence lastMessage { body } messages(first: $first, after: $after, last: $last, before: $before, around: $around) {
    asOf nodes { id sequence body type senderKind priority createdAt sender { name } replyTo { sequence } threadRoot { sequence } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } }
}`;

/** The conversation with a page of its messages. */
export async function historyOf(running: RunningApp, who: Somebody, id: string, page: object = {}) {
  const { data, errors } = await running.ask(history, { id, ...page }, who.token);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.conversation;
}

export const sequences = (page: { messages: { nodes: Array<{ sequence: number }> } }) =>
  page.messages.nodes.map(({ sequence }) => sequence);
