import { useState } from 'react';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Initials } from '../ui/initials.js';
import { Attachments } from './attachments.js';
import type { HistoryActions } from './history.js';
import styles from './history.module.css';
import { MessageDialogs, type MessageMatter } from './message-dialogs.js';
import { MessageReactions } from './message-reactions.js';
import { MessageText } from './message-text.js';
import { MessageTools } from './message-tools.js';
import { receiptOf } from './receipts.js';
import type { ThreadState } from './thread-state.js';
import type { Message } from './thread-window.js';
import { useReaction } from './use-reaction.js';

interface Props extends HistoryActions {
  readonly message: Message;
  readonly follows: boolean;
  readonly thread: ThreadState;
}

export function MessageBubble(props: Props) {
  const { message, follows, thread, staff } = props;
  const { text, time } = useSpeech();
  const words = text.conversations;
  const me = useViewer().user.id;
  const [matter, setMatter] = useState<MessageMatter | null>(null);
  const react = useReaction(message, props.onChanged);
  const mine = message.sender?.id === me && message.type === 'TEXT';
  const gone = message.deletedAt != null;
  const { replyTo } = message;

  if (message.type !== 'TEXT')
    return (
      <p className={styles.system}>
        {message.body} <time dateTime={message.createdAt}>{time(message.createdAt)}</time>
      </p>
    );
  return (
    // A press on it, where there is no pointer that hovers, shows what can be done with it.
    <div className={styles.message} tabIndex={-1} data-mine={mine || undefined} data-follows={follows || undefined}>
      {!mine && !follows && (
        <span className={styles.sender}>
          <Initials name={message.sender?.name ?? text.appName} />
          <b>{message.sender?.name ?? text.appName}</b>
          {message.senderKind !== 'GUEST' && <span>{words.senderKind[message.senderKind]}</span>}
        </span>
      )}
      <div className={styles.line}>
        <div className={styles.bubble} data-gone={gone || undefined}>
          {replyTo != null && (
            <button
              type="button"
              className={styles.quote}
              aria-label={words.toQuoted(replyTo.sender?.name ?? text.none)}
              onClick={() => props.onShow(replyTo.id)}
            >
              <b>{replyTo.sender?.name ?? text.none}</b>
              <span>{replyTo.deletedAt == null ? replyTo.body : words.deleted}</span>
            </button>
          )}
          {message.isForwarded && <span className={styles.meta}>{words.forwarded}</span>}
          {gone ? (
            <p className={styles.body}>{words.deleted}</p>
          ) : (
            <>
              <Attachments attachments={message.attachments} />
              {message.body !== '' && <MessageText message={message} />}
            </>
          )}
        </div>
        {!gone && (
          <MessageTools
            mine={mine}
            mayRemove={mine || staff}
            onReact={react}
            onReply={() => props.onReply(message)}
            onEdit={() => props.onEdit(message)}
            onOpen={setMatter}
          />
        )}
      </div>
      {!gone && <MessageReactions reactions={message.reactions} onReact={react} />}
      <span className={styles.meta}>
        {!gone && (message.priority === 'HIGH' || message.priority === 'URGENT') && (
          <Badge tone={message.priority === 'URGENT' ? 'red' : 'amber'}>{words.priority[message.priority]}</Badge>
        )}
        <time dateTime={message.createdAt}>{time(message.createdAt)}</time>
        {message.editedAt != null &&
          !gone &&
          (staff ? (
            <button type="button" className={styles.more} onClick={() => setMatter('versions')}>
              {words.edited}
            </button>
          ) : (
            <span>{words.edited}</span>
          ))}
        {mine && !gone && (
          <button type="button" className={styles.more} onClick={() => setMatter('receipts')}>
            {receiptOf(message, thread, me, words)}
          </button>
        )}
        {message.replyCount > 0 && (
          <button type="button" className={styles.more} onClick={() => setMatter('thread')}>
            {words.answers(message.replyCount)}
          </button>
        )}
      </span>
      <MessageDialogs {...props} matter={matter} onClose={() => setMatter(null)} />
    </div>
  );
}
