import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { usePages } from '../api/use-pages.js';
import {
  EmailDeliveriesDocument,
  type EmailDeliveryStatus,
  EmailTextDocument,
  ResendEmailDocument,
  RetryEmailDocument,
} from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Dialog } from '../ui/dialog.js';
import { Actions, Card, Screen, Toolbar } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { More } from '../ui/more.js';
import { Notice } from '../ui/notice.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './mail.module.css';

const statuses = ['WAITING', 'SENDING', 'SENT', 'SKIPPED', 'DEAD'] as const satisfies readonly EmailDeliveryStatus[];
const tones = { WAITING: 'amber', SENDING: 'amber', SENT: 'lamp', SKIPPED: 'gray', DEAD: 'red' } as const;

/** What goes out by e-mail, what waits, and what did not arrive. */
export function Mail() {
  const { text, dateTime } = useSpeech();
  const words = text.mail;
  const action = useAction();
  const [status, setStatus] = useState<EmailDeliveryStatus | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const list = usePages({
    query: EmailDeliveriesDocument,
    variables: { statuses: status === null ? null : [status] },
    pick: (data) => data.emailDeliveries,
  });
  const [, retry] = useMutation(RetryEmailDocument);
  const [, resend] = useMutation(ResendEmailDocument);
  const mails = list.rows;
  const rest = action.restOf();
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <Button variant="default" onClick={list.reload}>
          {text.realtime.refresh}
        </Button>
      }
    >
      <Toolbar>
        <NativeSelect
          aria-label={words.status}
          value={status ?? ''}
          onChange={({ currentTarget: { value } }) => setStatus(statuses.find((one) => one === value) ?? null)}
          data={[
            { value: '', label: words.all },
            ...statuses.map((value) => ({ value, label: words.statuses[value] })),
          ]}
        />
      </Toolbar>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      <Card flush>
        {mails === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {mails?.length === 0 && <Empty title={words.emptyTitle} text={words.emptyText} />}
        {mails !== undefined && mails.length > 0 && (
          <List label={words.title}>
            {mails.map((mail) => (
              <ListRow
                key={mail.id}
                title={mail.template}
                detail={
                  <>
                    {[
                      mail.user?.name ?? text.none,
                      dateTime(mail.sentAt ?? mail.dueAt),
                      words.attempts(mail.attempts),
                    ].join(' · ')}
                    {mail.problem != null && <div>{mail.problem}</div>}
                  </>
                }
              >
                <Badge tone={tones[mail.status]}>{words.statuses[mail.status]}</Badge>
                <Button variant="default" aria-label={words.readOf(mail.template)} onClick={() => setReading(mail.id)}>
                  {words.read}
                </Button>
                {mail.status === 'DEAD' && (
                  <Button
                    variant="default"
                    onClick={() =>
                      void action.run(async () =>
                        refusalsOf(await retry({ input: { id: mail.id } }), (answer) => answer.retryEmail),
                      )
                    }
                  >
                    {words.retry}
                  </Button>
                )}
                {mail.status === 'SENT' && (
                  <Button
                    variant="default"
                    onClick={() =>
                      void action
                        .run(async () =>
                          refusalsOf(
                            await resend({ input: { id: mail.id, idempotencyKey: crypto.randomUUID() } }),
                            (answer) => answer.resendEmail,
                          ),
                        )
                        .then(list.reload)
                    }
                  >
                    {words.resend}
                  </Button>
                )}
              </ListRow>
            ))}
          </List>
        )}
      </Card>
      <More list={list} />
      {reading !== null && <ReadMail id={reading} onClose={() => setReading(null)} />}
    </Screen>
  );
}

/** As text: what is in a mail is not to run here. */
function ReadMail({ id, onClose }: { id: string; onClose: () => void }) {
  const { text } = useSpeech();
  const [{ data, error }, again] = useQuery({ query: EmailTextDocument, variables: { id } });
  const preview = data?.node?.__typename === 'EmailDelivery' ? data.node.preview : null;
  return (
    <Dialog title={preview?.subject ?? text.mail.read} onClose={onClose}>
      {data === undefined && (error === undefined ? <Rows count={2} /> : <Failed error={error} onRetry={again} />)}
      {data !== undefined && <pre className={styles.text}>{preview?.text ?? text.mail.gone}</pre>}
      <Actions>
        <Button onClick={onClose}>{text.close}</Button>
      </Actions>
    </Dialog>
  );
}
