import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { RevokeSessionDocument, SessionsDocument, SignOutDocument } from '../generated/graphql.js';
import { session as consoleSession } from '../session/console-session.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Confirm } from '../ui/confirm.js';
import { Actions, Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Notice } from '../ui/notice.js';
import { Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './sessions.module.css';

/** Where I am signed in. */
export function Sessions() {
  const { text, dateTime } = useSpeech();
  const [{ data, error }, again] = useQuery({ query: SessionsDocument });
  const [, revokeSession] = useMutation(RevokeSessionDocument);
  const [, signOut] = useMutation(SignOutDocument);
  const [leaving, setLeaving] = useState(false);
  const action = useAction();

  async function leave(everywhere: boolean): Promise<string | null> {
    const refused = refusalsOf(await signOut({ input: { everywhere } }), (answer) => answer.signOut);
    if (refused.length > 0) return refused.map(({ message }) => message).join(' ');
    await consoleSession.close();
    return null;
  }

  const revoke = (sessionId: string) =>
    void action.run(async () =>
      refusalsOf(await revokeSession({ input: { sessionId } }), (answer) => answer.revokeSession),
    );

  const sessions = data?.viewer?.sessions.nodes.filter((item) => item.endedAt == null);
  const rest = action.restOf();
  return (
    <Card title={text.account.sessions} lead={text.account.sessionsLead} flush>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      {error !== undefined && sessions === undefined && <Failed error={error} onRetry={again} />}
      {error === undefined && sessions === undefined && <Rows count={2} />}
      {sessions !== undefined && (
        <List label={text.account.sessions}>
          {sessions.map(({ id, device, address, lastUsedAt, current }) => (
            <ListRow
              key={id}
              title={device}
              detail={`${address === '' ? '' : `${address} · `}${text.account.lastUsed(dateTime(lastUsedAt))}`}
            >
              {current ? (
                <Badge tone="lamp">{text.account.thisDevice}</Badge>
              ) : (
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={text.account.endSessionOf(device)}
                  onClick={() => revoke(id)}
                >
                  {text.account.endSession}
                </Button>
              )}
            </ListRow>
          ))}
        </List>
      )}
      <div className={styles.foot}>
        <Actions>
          <Button variant="default" onClick={() => setLeaving(true)}>
            {text.account.signOutEverywhere}
          </Button>
          <Button onClick={() => void action.run(async () => asErrors(await leave(false)))}>{text.nav.signOut}</Button>
        </Actions>
      </div>
      {leaving && (
        <Confirm
          title={text.account.signOutEverywhere}
          text={text.account.signOutEverywhereText}
          action={text.account.signOutEverywhere}
          onClose={() => setLeaving(false)}
          onConfirm={() => leave(true)}
        />
      )}
    </Card>
  );
}

const asErrors = (message: string | null) => (message === null ? [] : [{ code: 'FAULT', message }]);
