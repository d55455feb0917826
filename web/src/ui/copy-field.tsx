import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/text.js';
import styles from './copy-field.module.css';

/** Something to take along, such as a link or a key. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const text = useText();
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.row}>
      <TextInput label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <Button onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}>
        <span aria-live="polite">{copied ? text.copied : text.copy}</span>
      </Button>
    </div>
  );
}
