import { Button, NativeSelect } from '@mantine/core';
import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { usePlace } from '../shell/place.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Card } from '../ui/layout.js';
import styles from './realtime.module.css';

interface Seen {
  readonly __typename: string;
  readonly id: string;
  readonly cursor: string | null;
  readonly occurredAt: string | null;
  readonly actor: { readonly kind: string; readonly name: string | null } | null;
}

const selection = '{ __typename id cursor occurredAt actor { kind name } }';
const documents = {
  viewerEvents: `subscription ($after: EventCursor) { viewerEvents(after: $after) ${selection} }`,
  platformEvents: `subscription ($after: EventCursor) { platformEvents(after: $after) ${selection} }`,
  announcementEvents: `subscription ($after: EventCursor) { announcementEvents(after: $after) ${selection} }`,
  propertyEvents: `subscription ($id: ID!, $after: EventCursor) { propertyEvents(propertyId: $id, after: $after) ${selection} }`,
} as const;
type FeedName = keyof typeof documents;
const names = Object.keys(documents) as FeedName[];

/** Older ones leave the page. */
const most = 200;

/** Every event of a feed as it comes, with its cursor; and from any of them on once more. */
export function EventInspector() {
  const { text } = useSpeech();
  const words = text.realtime;
  const { current } = usePlace();
  const [name, setName] = useState<FeedName>('viewerEvents');
  const [from, setFrom] = useState<{ cursor: string; times: number } | null>(null);
  return (
    <Card
      title={words.inspector}
      lead={words.inspectorLead}
      actions={
        <NativeSelect
          aria-label={words.feed}
          value={name}
          onChange={({ currentTarget: { value } }) => {
            setFrom(null);
            setName(names.find((one) => one === value) ?? 'viewerEvents');
          }}
          data={names.filter((one) => one !== 'propertyEvents' || current !== null)}
        />
      }
    >
      <Stream
        key={`${name} ${from?.cursor} ${from?.times}`}
        name={name}
        propertyId={current?.id ?? ''}
        after={from?.cursor}
        onResume={(cursor) => setFrom((before) => ({ cursor, times: (before?.times ?? 0) + 1 }))}
      />
    </Card>
  );
}

function Stream(props: {
  name: FeedName;
  propertyId: string;
  after: string | undefined;
  onResume: (cursor: string) => void;
}) {
  const { name, propertyId, after, onResume } = props;
  const { text, time } = useSpeech();
  const words = text.realtime;
  const [events, setEvents] = useState<readonly Seen[]>([]);
  const feed = useFeed<Record<string, Seen>, { id?: string }>(documents[name], {
    variables: name === 'propertyEvents' ? { id: propertyId } : {},
    after,
    onEvent: (event) => setEvents((before) => [event, ...before].slice(0, most)),
    onReset: () => setEvents([]),
  });
  return (
    <div className={styles.stream}>
      <p className={styles.line}>
        <Badge tone={feed.state === 'live' ? 'lamp' : 'amber'}>{text.connection.status[feed.state]}</Badge>
        <span role="status">
          {feed.caughtUp > 0 ? text.connection.caughtUp(feed.caughtUp) : words.count(events.length)}
        </span>
      </p>
      {events.length === 0 && <p className={styles.none}>{words.waiting}</p>}
      {events.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls by keys
        <section className={styles.events} tabIndex={0} aria-label={words.inspector}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.at}</th>
                <th scope="col">{words.event}</th>
                <th scope="col">{words.by}</th>
                <th scope="col">{words.cursor}</th>
              </tr>
            </thead>
            <tbody>
              {events.map(({ id, __typename, occurredAt, actor, cursor }) => (
                <tr key={id}>
                  <td>{occurredAt === null ? text.none : time(occurredAt)}</td>
                  <td>
                    <code>{__typename}</code>
                  </td>
                  <td>{actor?.name ?? actor?.kind ?? text.none}</td>
                  <td>
                    {cursor !== null && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={words.resumeAfter(__typename)}
                        onClick={() => onResume(cursor)}
                      >
                        {words.resume}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
