import { TextInput } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { useText } from '../text/text.js';
import type { ListedConversation } from './use-conversations.js';

interface Props {
  /** What is listed now: its labels are offered, also once the list is narrowed to one of them. */
  readonly rows: readonly ListedConversation[];
  /** With the label that is wanted, or none. */
  readonly onChange: (label: string) => void;
}

/** Those with one label: taken as soon as it is one that is known, any other with Enter. */
export function LabelFilter({ rows, onChange }: Props) {
  const words = useText().conversations;
  const list = useId();
  const [typed, setTyped] = useState('');
  const known = useRef(new Set<string>());
  for (const { labels } of rows) for (const label of labels ?? []) known.current.add(label);
  return (
    <>
      <TextInput
        type="search"
        list={list}
        aria-label={words.label}
        placeholder={words.labelHint}
        value={typed}
        maxLength={40}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          const wanted = value.trim();
          if (wanted === '' || known.current.has(wanted)) onChange(wanted);
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onChange(typed.trim());
        }}
        onBlur={() => onChange(typed.trim())}
      />
      <datalist id={list}>
        {[...known.current].sort().map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
    </>
  );
}
