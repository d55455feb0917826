import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { DeskDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { Composer } from './composer.js';
import { History, type Target } from './history.js';
import { JoinRoom } from './join-room.js';
import { isTakenOut, TakenOut } from './taken-out.js';
import styles from './thread.module.css';
import { ThreadHeader } from './thread-header.js';
import type { Message } from './thread-window.js';
import { useAskedMessage } from './use-asked-message.js';
import { useNotes } from './use-notes.js';
import { useThread } from './use-thread.js';

/** One conversation, open. */
export function Thread() {
  const { conversationId } = useParams({ strict: false }) as { conversationId: string };
  const [joined, setJoined] = useState(0);
  // Who has joined begins anew: what they followed before has ended for good.
  const begin = useCallback(() => setJoined((times) => times + 1), []);
  return <ThreadOf key={`${conversationId} ${joined}`} id={conversationId} onJoined={begin} />;
}

function ThreadOf({ id, onJoined }: { id: string; onJoined: () => void }) {
  const text = useText();
  const words = text.conversations;
  const viewer = useViewer();
  const asked = useAskedMessage();
  const open = useThread(id, asked?.id ?? null);
  const { thread, feed, load } = open;
  const { conversation } = thread;
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [editing, setEditing] = useState<Message | null>(null);
  const [target, setTarget] = useState<Target | null>(asked);
  const { messages } = thread;
  const show = useCallback(
    async (messageId: string) => {
      if (!messages.some((one) => one.id === messageId)) await load(messageId);
      setTarget({ id: messageId });
    },
    [messages, load],
  );
  // The one that it was opened with comes with the first page.
  const [followed, setFollowed] = useState(asked);
  useEffect(() => {
    if (asked === followed) return;
    setFollowed(asked);
    if (asked !== null) void show(asked.id);
  }, [asked, followed, show]);
  const staff = conversation?.property != null && (conversation.property.viewerRole != null || viewer.role !== 'USER');
  const [desk] = useQuery({ query: DeskDocument, variables: { id }, pause: !staff });
  const notes = useNotes(id, staff);

  if (conversation !== null && (isTakenOut(feed.end) || thread.state === 'gone'))
    return <TakenOut conversation={conversation} onJoined={onJoined} />;
  if (thread.state === 'gone')
    return (
      <Empty
        title={text.notFoundTitle}
        text={words.goneText}
        action={<JoinRoom id={id} label={words.joinRoom} onJoined={onJoined} />}
      />
    );
  if (conversation === null)
    return open.failure === null ? (
      <Rows count={6} />
    ) : (
      <Failed error={open.failure.error} onRetry={open.failure.retry} />
    );
  return (
    <article className={styles.thread} aria-label={words.thread}>
      <ThreadHeader
        conversation={conversation}
        people={thread.people}
        staff={staff}
        desk={staff ? (desk.data?.conversation ?? null) : null}
        onChange={(changed) => open.change({ kind: 'conversation', conversation: changed })}
      />
      <History
        thread={thread}
        notes={notes.notes}
        caughtUp={feed.state === 'live' ? feed.caughtUp : 0}
        target={target}
        failure={open.failure}
        staff={staff}
        onOlder={open.loadOlder}
        onNewer={open.loadNewer}
        onNewest={open.load}
        onShow={(messageId) => void show(messageId)}
        onResend={open.resend}
        onTakeBack={open.takeBack}
        onReply={(message) => {
          setEditing(null);
          setReplyTo(message);
        }}
        onEdit={(message) => {
          setReplyTo(null);
          setEditing(message);
        }}
        onChanged={(message) => open.change({ kind: 'message', message })}
        onRemove={open.remove}
      />
      {conversation.status === 'CLOSED' ? (
        <div className={styles.closed}>
          <Notice kind="note">{words.closedText}</Notice>
        </div>
      ) : (
        <Composer
          key={editing?.id ?? 'new'}
          conversation={conversation}
          staff={staff}
          people={thread.people.flatMap(({ user }) => (user.id === viewer.user.id ? [] : user))}
          replyTo={replyTo}
          editing={editing}
          onCancel={() => {
            setReplyTo(null);
            setEditing(null);
          }}
          onSend={(sent) => {
            // What I say is at the end: there it is seen.
            if (thread.newer !== null) void open.load();
            open.send({ ...sent, replyToId: replyTo?.id ?? null });
            setReplyTo(null);
          }}
          onEdit={async (body) => {
            const problem = editing === null ? null : await open.edit(editing.id, body);
            if (problem === null) setEditing(null);
            return problem;
          }}
          onNote={notes.add}
        />
      )}
    </article>
  );
}
