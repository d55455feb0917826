import { Button } from '@mantine/core';
import { useConnectionState } from 'frontdesk/react';
import { useMutation, useQuery } from 'urql';
import { DisconnectDocument, RealtimeDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Card, Screen } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Notice } from '../ui/notice.js';
import { Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { EventInspector } from './event-inspector.js';
import styles from './realtime.module.css';

/** For developers: who is connected, what flows, and what happens when one cuts the line. */
export function Realtime() {
  const { text, dateTime } = useSpeech();
  const words = text.realtime;
  const me = useViewer().user.id;
  const action = useAction();
  const { state, caughtUp, disconnect, connect } = useConnectionState();
  const [{ data, error, fetching }, again] = useQuery({ query: RealtimeDocument, variables: { userId: me } });
  const [, end] = useMutation(DisconnectDocument);
  const stats = data?.realtimeStats;
  const refresh = () => again({ requestPolicy: 'network-only' });

  const cut = (connectionId: string) =>
    action
      .run(async () => refusalsOf(await end({ input: { connectionId } }), (answer) => answer.disconnect))
      .then(() => refresh());

  const rest = action.restOf();
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <Button variant="default" loading={fetching} onClick={refresh}>
          {words.refresh}
        </Button>
      }
    >
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      {stats === undefined && (error === undefined ? <Rows /> : <Failed error={error} onRetry={refresh} />)}
      {stats !== undefined && (
        <dl className={styles.figures}>
          {(
            [
              [words.connections, stats.connections],
              [words.users, stats.users],
              [words.events, stats.eventsPerSecond.toFixed(1)],
              [words.deliveries, stats.deliveriesPerSecond.toFixed(1)],
              [words.nodes, stats.nodes.length],
            ] as const
          ).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Card title={words.mine} lead={words.mineLead}>
        <div className={styles.line}>
          <Badge tone={state.status === 'live' ? 'lamp' : 'amber'}>{text.connection.status[state.status]}</Badge>
          {caughtUp !== null && <span>{text.connection.caughtUp(caughtUp)}</span>}
          <span className={styles.buttons}>
            {state.status === 'offline' || state.status === 'refused' ? (
              <Button onClick={connect}>{text.connection.connect}</Button>
            ) : (
              <Button variant="default" onClick={disconnect}>
                {text.connection.disconnect}
              </Button>
            )}
            {data?.mine.nodes.map(({ id, transport }, index) => (
              <Button key={id} variant="default" onClick={() => void cut(id)}>
                {words.cut(index + 1, transport)}
              </Button>
            ))}
          </span>
        </div>
      </Card>
      <EventInspector />
      {data !== undefined && (
        <Card title={words.everybody} lead={words.everybodyLead(data.connections.totalCount)} flush>
          <List label={words.everybody}>
            {data.connections.nodes.map(({ id, user, transport, address, connectedAt, subscriptions }) => (
              <ListRow
                key={id}
                title={user?.name ?? words.program}
                detail={
                  <>
                    {transport} · {address} · {dateTime(connectedAt)}
                    <br />
                    {inWords(subscriptions.map(({ feed }) => feed)) || words.nothing}
                  </>
                }
              >
                <Button variant="default" aria-label={words.endOf(user?.name ?? id)} onClick={() => void cut(id)}>
                  {words.end}
                </Button>
              </ListRow>
            ))}
          </List>
        </Card>
      )}
    </Screen>
  );
}

/** Each once, with how often it is followed. */
function inWords(feeds: readonly string[]): string {
  const often = (feed: string) => feeds.filter((one) => one === feed).length;
  return [...new Set(feeds)].map((feed) => (often(feed) === 1 ? feed : `${feed} × ${often(feed)}`)).join(', ');
}
