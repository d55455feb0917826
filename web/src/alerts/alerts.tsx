import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useRef, useState } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import {
  type AlertPartsFragment,
  AlertsDocument,
  PlatformAlertEventsDocument,
  PropertyAlertEventsDocument,
} from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Actions, Card, Screen, Toolbar } from '../ui/layout.js';
import { More } from '../ui/more.js';
import { Segments } from '../ui/segments.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { AlertRow } from './alert-row.js';
import styles from './alerts.module.css';
import { RaiseAlert } from './raise-alert.js';

/** What needs somebody at a property. */
export function PropertyAlerts() {
  const { property } = useProperty();
  return <Alerts propertyId={property.id} slug={property.slug} />;
}

/** And anywhere, for administrators. */
export const PlatformAlerts = () => <Alerts propertyId={null} slug={null} />;

function Alerts({ propertyId, slug }: { propertyId: string | null; slug: string | null }) {
  const text = useText();
  const [shown, setShown] = useState<'open' | 'all'>('open');
  const [raising, setRaising] = useState(false);
  const asOf = useRef<string | null>(null);
  const list = useLiveList({
    query: AlertsDocument,
    variables: { propertyId, ...(shown === 'open' && { filter: { statuses: ['OPEN', 'ACKNOWLEDGED'] } }) },
    pick: ({ alerts }) => {
      asOf.current ??= alerts.asOf;
      return alerts;
    },
    matches: (alert: AlertPartsFragment) => shown === 'all' || alert.status !== 'RESOLVED',
    compare: newest,
  });
  const onEvent = (event: object) => {
    if ('alert' in event && event.alert != null) list.take(event.alert as AlertPartsFragment, undefined);
  };
  const live = { after: asOf.current, onEvent, onReset: list.reload };
  useFeed(PropertyAlertEventsDocument, {
    ...live,
    variables: { propertyId: propertyId ?? '' },
    pause: propertyId === null,
  });
  useFeed(PlatformAlertEventsDocument, { ...live, pause: propertyId !== null });

  const { rows } = list;
  return (
    <Screen
      title={text.watch.alerts}
      lead={text.watch.alertsLead}
      actions={
        <Actions>
          <Button
            variant="default"
            renderRoot={(props) =>
              slug === null ? (
                <Link to="/admin/alerts/rules" {...props} />
              ) : (
                <Link to="/properties/$slug/alerts/rules" params={{ slug }} {...props} />
              )
            }
          >
            {text.watch.rules}
          </Button>
          <Button onClick={() => setRaising(true)}>{text.watch.raise}</Button>
        </Actions>
      }
    >
      <Toolbar>
        <Segments
          label={text.watch.alertsShown}
          value={shown}
          options={(['open', 'all'] as const).map((value) => ({ value, label: text.watch[value] }))}
          onChange={setShown}
        />
      </Toolbar>
      <Card flush>
        {rows === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {rows?.length === 0 && <Empty title={text.watch.noAlertsTitle} text={text.watch.noAlertsText} />}
        {rows !== undefined && rows.length > 0 && (
          <ul className={styles.list} aria-label={text.watch.alerts} aria-live="polite" aria-relevant="additions">
            {rows.map((alert) => (
              <AlertRow key={alert.id} alert={alert} everywhere={propertyId === null} />
            ))}
          </ul>
        )}
      </Card>
      <More list={list} />
      {raising && <RaiseAlert propertyId={propertyId} onClose={() => setRaising(false)} />}
    </Screen>
  );
}

const newest = (a: AlertPartsFragment, b: AlertPartsFragment): number =>
  Date.parse(b.raisedAt) - Date.parse(a.raisedAt) || (a.id < b.id ? 1 : -1);
