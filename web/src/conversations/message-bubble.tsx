import { useState } from 'react';
import { useMutation } from 'urql';
import { AddReactionDocument, RemoveReactionDocument } from '../generated/graphql.js';
import { EditIcon, ReplyIcon, SmileIcon, TrashIcon } from '../shell/icons.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Confirm } from '../ui/confirm.js';
import { Initials } from '../ui/initials.js';
import { Attachments } from './attachments.js';
import type { HistoryActions } from './history.js';
import styles from './history.module.css';
import type { Message, ThreadState } from './thread-state.js';

const emojis = ['👍', '❤️', '😄', '🎉', '🙏', '👀'];

interface Props extends HistoryActions {
  readonly message: Message;
  readonly follows: boolean;
  readonly thread: ThreadState;
}

export function MessageBubble(props: Props) {
  const { message, follows, thread } = props;
  const { text, time } = useSpeech();
  const words = text.conversations;
  const me = useViewer().user.id;
  const [choosing, setChoosing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [, addReaction] = useMutation(AddReactionDocument);
  const [, removeReaction] = useMutation(RemoveReactionDocument);
  const mine = message.sender?.id === me && message.type === 'TEXT';
  const gone = message.deletedAt != null;

  async function react(emoji: string) {
    setChoosing(false);
    const input = { messageId: message.id, emoji };
    const reacted = message.reactions.some((one) => one.emoji === emoji && one.viewerReacted);
    const changed = reacted
      ? (await removeReaction({ input })).data?.removeReaction.message
      : (await addReaction({ input })).data?.addReaction.message;
    if (changed != null) props.onChanged(changed);
  }

  if (message.type !== 'TEXT')
    return (
      <p className={styles.system}>
        {message.body} <time dateTime={message.createdAt}>{time(message.createdAt)}</time>
      </p>
    );
  return (
    <div className={styles.message} data-mine={mine || undefined} data-follows={follows || undefined}>
      {!mine && !follows && (
        <span className={styles.sender}>
          <Initials name={message.sender?.name ?? text.appName} />
          <b>{message.sender?.name ?? text.appName}</b>
          {message.senderKind !== 'GUEST' && <span>{words.senderKind[message.senderKind]}</span>}
        </span>
      )}
      <div className={styles.line}>
        <div className={styles.bubble} data-gone={gone || undefined}>
          {message.replyTo != null && (
            <blockquote className={styles.quote}>
              <b>{message.replyTo.sender?.name ?? text.none}</b>
              <span>{message.replyTo.deletedAt == null ? message.replyTo.body : words.deleted}</span>
            </blockquote>
          )}
          {message.isForwarded && <span className={styles.meta}>{words.forwarded}</span>}
          {gone ? (
            <p className={styles.body}>{words.deleted}</p>
          ) : (
            <>
              <Attachments attachments={message.attachments} />
              {message.body !== '' && <p className={styles.body}>{message.body}</p>}
            </>
          )}
        </div>
        {!gone && (
          <div className={styles.tools}>
            <button
              type="button"
              aria-label={words.react}
              aria-expanded={choosing}
              onClick={() => setChoosing(!choosing)}
            >
              <SmileIcon />
            </button>
            <button type="button" aria-label={words.reply} onClick={() => props.onReply(message)}>
              <ReplyIcon />
            </button>
            {mine && (
              <>
                <button type="button" aria-label={words.edit} onClick={() => props.onEdit(message)}>
                  <EditIcon />
                </button>
                <button type="button" aria-label={words.remove} onClick={() => setRemoving(true)}>
                  <TrashIcon />
                </button>
              </>
            )}
          </div>
        )}
      </div>
      {choosing && (
        <div className={styles.emojis}>
          {emojis.map((emoji) => (
            <button key={emoji} type="button" aria-label={words.reactWith(emoji)} onClick={() => void react(emoji)}>
              {emoji}
            </button>
          ))}
        </div>
      )}
      {message.reactions.length > 0 && !gone && (
        <div className={styles.reactions}>
          {message.reactions.map(({ emoji, count, viewerReacted }) => (
            <button
              key={emoji}
              type="button"
              aria-pressed={viewerReacted}
              aria-label={words.reacted(emoji, count)}
              onClick={() => void react(emoji)}
            >
              {emoji} {count}
            </button>
          ))}
        </div>
      )}
      <span className={styles.meta}>
        <time dateTime={message.createdAt}>{time(message.createdAt)}</time>
        {message.editedAt != null && !gone && ` · ${words.edited}`}
        {mine && !gone && ` · ${receiptOf(message, thread, me, words)}`}
      </span>
      {removing && (
        <Confirm
          title={words.removeTitle}
          text={words.removeText}
          action={words.remove}
          onClose={() => setRemoving(false)}
          onConfirm={() => props.onRemove(message.id)}
        />
      )}
    </div>
  );
}

interface ReceiptWords {
  readonly sent: string;
  readonly delivered: string;
  readonly readBy: (names: readonly string[]) => string;
}

function receiptOf(message: Message, { readers }: ThreadState, me: string, words: ReceiptWords): string {
  const others = readers.filter(({ user }) => user.id !== me);
  const read = others.filter((reader) => reader.read >= message.sequence);
  if (read.length > 0) return words.readBy(read.map(({ user }) => user.name));
  return others.some(({ delivered }) => delivered >= message.sequence) ? words.delivered : words.sent;
}
