import { useRef } from 'react';
import { ClipIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import styles from './composer.module.css';

export function AttachButton({ onChosen }: { onChosen: (files: readonly File[]) => void }) {
  const words = useText().conversations;
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={styles.tool}
        aria-label={words.attach}
        title={words.attach}
        onClick={() => chooser.current?.click()}
      >
        <ClipIcon />
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        accept="image/*,audio/*,video/mp4,video/webm,application/pdf"
        onChange={(event) => {
          onChosen([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
