import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ActivityDocument, type ActivityPartsFragment, PropertyActivityDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import { Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { actionInWords } from './action-in-words.js';
import styles from './activity.module.css';

const shown = 8;

/** What colleagues do, as they do it. */
export function Activity({ propertyId, timeZone }: { propertyId: string; timeZone: string }) {
  const text = useText();
  const when = useWhen();
  const [{ data, error }, again] = useQuery({ query: ActivityDocument, variables: { propertyId } });
  const [arrived, setArrived] = useState<readonly ActivityPartsFragment[]>([]);
  useFeed(PropertyActivityDocument, {
    variables: { propertyId },
    onEvent(event) {
      if (event.__typename !== 'ActivityRecorded' || event.activity == null) return;
      const { activity } = event;
      setArrived((before) => [activity, ...before].slice(0, shown));
    },
    onReset: () => again({ requestPolicy: 'network-only' }),
  });
  const listed = data?.activity.nodes;
  const known = new Set(arrived.map(({ id }) => id));
  const rows = listed && [...arrived, ...listed.filter(({ id }) => !known.has(id))].slice(0, shown);
  return (
    <Card title={text.watch.activity} flush>
      {rows === undefined && (error === undefined ? <Rows /> : <Failed error={error} onRetry={again} />)}
      {rows?.length === 0 && <p className={styles.none}>{text.watch.activityEmpty}</p>}
      {rows !== undefined && rows.length > 0 && (
        <List label={text.watch.activity}>
          {rows.map((row) => (
            <ListRow
              key={row.id}
              mark={<Initials name={row.user.name} />}
              title={row.user.name}
              detail={[
                row.kind === 'SIGN_IN' ? text.watch.activityKinds.SIGN_IN : actionInWords(row.action),
                when.moment(row.at, timeZone),
              ].join(' · ')}
            />
          ))}
        </List>
      )}
    </Card>
  );
}
