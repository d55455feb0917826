import { useState } from 'react';
import { EditIcon, ForwardIcon, ReplyIcon, SmileIcon, TrashIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import type { MessageMatter } from './message-dialogs.js';
import styles from './message-tools.module.css';

const emojis = ['👍', '❤️', '😄', '🎉', '🙏', '👀'];

/** What can be done with a message: over its corner, for who points at it, presses it or is there by keys. */
export function MessageTools(props: {
  mine: boolean;
  mayRemove: boolean;
  onReact: (emoji: string) => void;
  onReply: () => void;
  onEdit: () => void;
  onOpen: (matter: MessageMatter) => void;
}) {
  const words = useText().conversations;
  const [choosing, setChoosing] = useState(false);
  return (
    <div className={styles.tools} data-tools data-choosing={choosing || undefined}>
      {choosing &&
        emojis.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={words.reactWith(emoji)}
            onClick={() => {
              setChoosing(false);
              props.onReact(emoji);
            }}
          >
            {emoji}
          </button>
        ))}
      <button type="button" aria-label={words.react} aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
        <SmileIcon />
      </button>
      {!choosing && (
        <>
          <button type="button" aria-label={words.reply} onClick={props.onReply}>
            <ReplyIcon />
          </button>
          <button type="button" aria-label={words.forward} onClick={() => props.onOpen('forward')}>
            <ForwardIcon />
          </button>
          {props.mine && (
            <button type="button" aria-label={words.edit} onClick={props.onEdit}>
              <EditIcon />
            </button>
          )}
          {props.mayRemove && (
            <button type="button" aria-label={words.remove} onClick={() => props.onOpen('remove')}>
              <TrashIcon />
            </button>
          )}
        </>
      )}
    </div>
  );
}
