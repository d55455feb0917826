import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { DeskDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { Empty, Rows } from '../ui/states.js';
import { Composer } from './composer.js';
import { History } from './history.js';
import styles from './thread.module.css';
import { ThreadHeader } from './thread-header.js';
import type { Message } from './thread-state.js';
import { useNotes } from './use-notes.js';
import { useThread } from './use-thread.js';

/** One conversation, open. */
export function Thread() {
  const { conversationId } = useParams({ strict: false }) as { conversationId: string };
  return <ThreadOf key={conversationId} id={conversationId} />;
}

function ThreadOf({ id }: { id: string }) {
  const text = useText();
  const words = text.conversations;
  const viewer = useViewer();
  const open = useThread(id);
  const { thread, feed } = open;
  const { conversation } = thread;
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [editing, setEditing] = useState<Message | null>(null);
  const staff = conversation?.property != null && (conversation.property.viewerRole != null || viewer.role !== 'USER');
  const [desk] = useQuery({ query: DeskDocument, variables: { id }, pause: !staff });
  const notes = useNotes(id, staff);

  if (feed.end?.kind === 'revoked' || thread.state === 'gone')
    return <Empty title={text.notFoundTitle} text={words.goneText} />;
  if (conversation === null)
    return thread.state === 'loading' ? (
      <Rows count={6} />
    ) : (
      <Empty
        title={text.failed}
        text={text.offline}
        action={
          <Button variant="default" onClick={open.reload}>
            {text.retry}
          </Button>
        }
      />
    );
  return (
    <article className={styles.thread} aria-label={words.thread}>
      <ThreadHeader
        conversation={conversation}
        desk={staff ? (desk.data?.conversation ?? null) : null}
        onChange={(changed) => open.change({ kind: 'conversation', conversation: changed })}
      />
      <History
        thread={thread}
        notes={notes.notes}
        caughtUp={feed.state === 'live' ? feed.caughtUp : 0}
        onOlder={open.loadOlder}
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
          replyTo={replyTo}
          editing={editing}
          onCancel={() => {
            setReplyTo(null);
            setEditing(null);
          }}
          onSend={(sent) => {
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
