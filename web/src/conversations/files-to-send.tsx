import { CloseIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import styles from './composer.module.css';
import type { useUpload } from './use-upload.js';

/** What goes with the next message, and how far each file has come. */
export function FilesToSend({ files }: { files: ReturnType<typeof useUpload> }) {
  const words = useText().conversations;
  if (files.all.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={words.files}>
      {files.all.map((file) => (
        <li key={file.key} data-problem={file.problem !== null || undefined}>
          <span>{file.name}</span>
          <small role="status">{file.problem ?? (file.id === null ? words.uploading : words.uploaded)}</small>
          <button type="button" aria-label={words.removeFile(file.name)} onClick={() => files.drop(file.key)}>
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}
