import { Button, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Actions } from '../ui/layout.js';
import type { Scope } from './conversations.js';
import { FoundMessages } from './found-messages.js';
import styles from './search-thread.module.css';

/** Looks for words in one conversation. */
export function SearchThread(props: { id: string; property: Scope['property']; onClose: () => void }) {
  const text = useText();
  const words = text.conversations;
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  return (
    <Dialog title={words.searchHere} onClose={props.onClose}>
      <div className={styles.field}>
        <TextInput
          type="search"
          aria-label={text.search}
          placeholder={words.searchWords}
          value={search}
          maxLength={200}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <div className={styles.found}>
        {wanted !== '' && (
          <FoundMessages query={wanted} property={props.property} conversationId={props.id} onFollow={props.onClose} />
        )}
      </div>
      <Actions>
        <Button variant="default" onClick={props.onClose}>
          {text.close}
        </Button>
      </Actions>
    </Dialog>
  );
}
