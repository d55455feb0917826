import { Button } from '@mantine/core';
import { useQuery } from 'urql';
import { MessageVersionsDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Actions } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Failed, Rows } from '../ui/states.js';
import type { Message } from './thread-window.js';

/** What a message said before, for those who work there. */
export function MessageVersions({ message, onClose }: { message: Message; onClose: () => void }) {
  const { text, dateTime } = useSpeech();
  const words = text.conversations;
  const [{ data, error }, again] = useQuery({
    query: MessageVersionsDocument,
    variables: { id: message.id },
    requestPolicy: 'network-only',
  });
  const versions = data?.node?.__typename === 'Message' ? data.node.versions : undefined;
  return (
    <Dialog title={words.versions} onClose={onClose}>
      {versions == null && (error === undefined ? <Rows count={2} /> : <Failed error={error} onRetry={again} />)}
      {versions != null && (
        <List label={words.versions}>
          <ListRow title={message.body} detail={words.now} />
          {versions.toReversed().map(({ version, body, changedAt, changedBy }) => (
            <ListRow
              key={version}
              title={body}
              detail={words.until(dateTime(changedAt), changedBy?.name ?? text.none)}
            />
          ))}
        </List>
      )}
      <Actions>
        <Button variant="default" onClick={onClose}>
          {text.close}
        </Button>
      </Actions>
    </Dialog>
  );
}
