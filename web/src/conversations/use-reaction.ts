import { useMutation } from 'urql';
import { AddReactionDocument, RemoveReactionDocument } from '../generated/graphql.js';
import type { Message } from './thread-window.js';

/** Answers with an emoji, or takes that answer back. */
export function useReaction(message: Message, onChanged: (message: Message) => void): (emoji: string) => void {
  const [, add] = useMutation(AddReactionDocument);
  const [, remove] = useMutation(RemoveReactionDocument);
  return async (emoji) => {
    const input = { messageId: message.id, emoji };
    const reacted = message.reactions.some((one) => one.emoji === emoji && one.viewerReacted);
    const changed = reacted
      ? (await remove({ input })).data?.removeReaction.message
      : (await add({ input })).data?.addReaction.message;
    if (changed != null) onChanged(changed);
  };
}
