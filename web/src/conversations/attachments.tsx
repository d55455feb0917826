import { FileIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import styles from './attachments.module.css';
import type { Message } from './thread-window.js';

/** Pictures are seen, sound and films are played, everything else is a link. */
export function Attachments({ attachments }: { attachments: Message['attachments'] }) {
  const text = useText();
  if (attachments.length === 0) return null;
  return (
    <div className={styles.files}>
      {attachments.map(({ id, name, kind, viewerUrl, viewerPreviewUrl, width, height, bytes }) => {
        if (viewerUrl == null) return <span key={id}>{name}</span>;
        if (kind === 'IMAGE')
          return (
            <a key={id} href={viewerUrl} target="_blank" rel="noreferrer" className={styles.picture}>
              <img
                src={viewerPreviewUrl ?? viewerUrl}
                alt={name}
                width={width ?? undefined}
                height={height ?? undefined}
                loading="lazy"
              />
            </a>
          );
        if (kind === 'AUDIO' || kind === 'VOICE')
          return (
            // biome-ignore lint/a11y/useMediaCaption: people record them, nobody writes captions
            <audio
              key={id}
              src={viewerUrl}
              controls
              preload="none"
              aria-label={kind === 'VOICE' ? text.conversations.voiceMessage : name}
              className={styles.sound}
            />
          );
        return (
          <a key={id} href={viewerUrl} target="_blank" rel="noreferrer" className={styles.file}>
            <FileIcon />
            <span>{name}</span>
            <small>{text.conversations.bytes(bytes)}</small>
          </a>
        );
      })}
    </div>
  );
}
