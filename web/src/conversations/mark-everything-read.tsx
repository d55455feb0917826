import { Button } from '@mantine/core';
import { useMutation } from 'urql';
import { MarkEverythingReadDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './conversation-list.module.css';

/** Of all conversations in which I take part: they leave the list as the server says so. */
export function MarkEverythingRead() {
  const words = useText().conversations;
  const action = useAction();
  const [, mark] = useMutation(MarkEverythingReadDocument);
  const rest = action.restOf();
  return (
    <div className={styles.sought}>
      <Button
        size="compact-sm"
        variant="default"
        loading={action.busy}
        onClick={() => void action.run(async () => refusalsOf(await mark({}), (answer) => answer.markConversationRead))}
      >
        {words.readEverything}
      </Button>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
    </div>
  );
}
