import { Button } from '@mantine/core';
import { useQuery } from 'urql';
import { MessageReceiptsDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Initials } from '../ui/initials.js';
import { Actions } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Failed, Rows } from '../ui/states.js';

/** Whom a message reached, and when. */
export function MessageReceipts({ id, onClose }: { id: string; onClose: () => void }) {
  const { text, dateTime } = useSpeech();
  const words = text.conversations;
  const [{ data, error }, again] = useQuery({
    query: MessageReceiptsDocument,
    variables: { id },
    requestPolicy: 'network-only',
  });
  const receipts = data?.node?.__typename === 'Message' ? data.node.receipts : undefined;
  return (
    <Dialog title={words.receipts} onClose={onClose}>
      {receipts === undefined && (error === undefined ? <Rows count={2} /> : <Failed error={error} onRetry={again} />)}
      {receipts?.length === 0 && <p>{words.noReceipts}</p>}
      {receipts !== undefined && receipts.length > 0 && (
        <List label={words.receipts}>
          {receipts.map(({ user, readAt, deliveredAt }) => (
            <ListRow
              key={user.id}
              mark={<Initials name={user.name} />}
              title={user.name}
              detail={
                readAt != null
                  ? words.readAt(dateTime(readAt))
                  : deliveredAt != null
                    ? words.deliveredAt(dateTime(deliveredAt))
                    : undefined
              }
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
