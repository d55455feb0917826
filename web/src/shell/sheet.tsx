import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useText } from '../text/text.js';
import { CloseIcon } from './icons.js';
import styles from './sheet.module.css';

/** Slides over the page from its side. Closed by Escape, by its button and by a press beside it. */
export function Sheet(props: { title: string; onClose: () => void; children: ReactNode }) {
  const text = useText();
  const sheet = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = sheet.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={sheet}
      className={styles.sheet}
      aria-label={props.title}
      onClick={(event) => {
        if (event.target === event.currentTarget) props.onClose();
      }}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <div className={styles.inside}>
        <div className={styles.header}>
          <h2>{props.title}</h2>
          <button type="button" className={styles.close} aria-label={text.close} onClick={props.onClose}>
            <CloseIcon />
          </button>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}
