import { Button, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { DestinationsDocument, ForwardMessageDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Choice, Choices } from '../ui/choices.js';
import { Dialog } from '../ui/dialog.js';
import { Actions, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { titleOf } from './conversation-title.js';
import styles from './forward-message.module.css';
import type { Message } from './thread-window.js';

/** Says a message again in another conversation that one may write in. */
export function ForwardMessage({ message, onClose }: { message: Message; onClose: () => void }) {
  const { text, ago } = useSpeech();
  const words = text.conversations;
  const me = useViewer().user.id;
  const action = useAction();
  const [clientMessageId] = useState(() => crypto.randomUUID());
  const [search, setSearch] = useState('');
  const [to, setTo] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const wanted = useDeferredValue(search.trim());
  const [{ data, error }, again] = useQuery({
    query: DestinationsDocument,
    variables: { filter: { statuses: ['ACTIVE', 'SNOOZED', 'ARCHIVED'], ...(wanted !== '' && { search: wanted }) } },
  });
  const [, forward] = useMutation(ForwardMessageDocument);
  const found = data?.conversations.nodes.map((row) => ({ row, title: titleOf(row, me, text) }));

  async function send() {
    const chosen = found?.find(({ row }) => row.id === to);
    if (chosen === undefined) return;
    const input = { id: message.id, conversationId: chosen.row.id, clientMessageId };
    if (await action.run(async () => refusalsOf(await forward({ input }), ({ forwardMessage }) => forwardMessage)))
      setDone(chosen.title);
  }

  const rest = action.restOf();
  return (
    <Dialog title={words.forwardTitle} onClose={onClose}>
      <blockquote className={styles.quote}>
        {message.body || message.attachments.map(({ name }) => name).join(', ')}
      </blockquote>
      <div role="status">{done !== null && <Notice kind="good">{words.forwardedTo(done)}</Notice>}</div>
      {done === null && (
        <Stack>
          <TextInput
            type="search"
            label={words.forwardTo}
            placeholder={words.searchHint}
            value={search}
            maxLength={100}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <div className={styles.found}>
            {found === undefined &&
              (error === undefined ? <Rows count={3} /> : <Failed error={error} onRetry={again} />)}
            {found?.length === 0 && <p className={styles.none}>{words.nothingFound}</p>}
            {found !== undefined && found.length > 0 && (
              <Choices label={words.forwardTo}>
                {found.map(({ row, title }) => (
                  <Choice
                    key={row.id}
                    name="conversation"
                    value={row.id}
                    checked={row.id === to}
                    title={title}
                    detail={[row.subject, row.property?.name, ago(row.lastActivityAt)]
                      .filter((one) => one != null && one !== title)
                      .join(' · ')}
                    onChange={setTo}
                  />
                ))}
              </Choices>
            )}
          </div>
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
      )}
      <Actions>
        <Button variant="default" onClick={onClose}>
          {done === null ? text.cancel : text.close}
        </Button>
        {done === null && (
          <Button loading={action.busy} disabled={to === null} onClick={() => void send()}>
            {words.forward}
          </Button>
        )}
      </Actions>
    </Dialog>
  );
}
