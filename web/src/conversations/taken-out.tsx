import { OperationError } from 'frontdesk/client';
import type { useFeed } from 'frontdesk/react';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { TakingPartDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Empty } from '../ui/states.js';
import { JoinRoom } from './join-room.js';
import type { ThreadConversation } from './thread-state.js';

type FeedEnd = ReturnType<typeof useFeed>['end'];

/** Whether the right was lost while one looked, or before its feed had begun: then that is refused. */
export function isTakenOut(end: FeedEnd): boolean {
  // Where the whole session has ended, the console says that.
  if (end?.kind === 'revoked') return end.reason === 'ACCESS_LOST';
  return end?.kind === 'failed' && end.error instanceof OperationError && end.error.code === 'NOT_FOUND';
}

/** Instead of what was said: nobody reads on, or writes, where they take no part any more. Until they are taken in again. */
export function TakenOut(props: { conversation: ThreadConversation; onJoined: () => void }) {
  const { conversation, onJoined } = props;
  const words = useText().conversations;
  const room = conversation.kind === 'ROOM';
  // As my own events tell it, which may come a moment after the end of what one looked at.
  const [{ data }] = useQuery({
    query: TakingPartDocument,
    variables: { id: conversation.id },
    requestPolicy: 'cache-only',
  });
  const part = data?.conversation.viewerParticipant;
  const wasOut = useRef(false);
  useEffect(() => {
    if (part === null) wasOut.current = true;
    else if (part !== undefined && wasOut.current) onJoined();
  }, [part, onJoined]);
  return (
    <div role="alert">
      <Empty
        title={words.takenOutTitle}
        text={room ? words.takenOutOfRoomText : words.takenOutText}
        action={room && <JoinRoom id={conversation.id} label={words.joinAgain} onJoined={onJoined} />}
      />
    </div>
  );
}
