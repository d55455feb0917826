import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useRef, useState } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import {
  type AlertRulePartsFragment,
  AlertRulesDocument,
  PlatformAlertRuleEventsDocument,
  PropertyAlertRuleEventsDocument,
} from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { List } from '../ui/list.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { CreateRule } from './create-rule.js';
import { RuleRow } from './rule-row.js';

/** The numbers that are watched at a property. */
export function PropertyAlertRules() {
  const { property, managing } = useProperty();
  return <AlertRules propertyId={property.id} slug={property.slug} managing={managing} />;
}

/** Those of the platform and of all properties, for administrators. */
export const PlatformAlertRules = () => <AlertRules propertyId={null} slug={null} managing />;

function AlertRules(props: { propertyId: string | null; slug: string | null; managing: boolean }) {
  const { propertyId, slug, managing } = props;
  const text = useText();
  const [adding, setAdding] = useState(false);
  const asOf = useRef<string | null>(null);
  const list = useLiveList({
    query: AlertRulesDocument,
    variables: { propertyId },
    pick: ({ alertRules }) => {
      asOf.current ??= alertRules.asOf;
      return alertRules;
    },
    matches: () => true,
    compare: oldest,
  });
  const onEvent = (event: object) => {
    if ('alertRuleId' in event) list.reload();
    else if ('alertRule' in event && event.alertRule != null)
      list.take(event.alertRule as AlertRulePartsFragment, undefined);
  };
  const live = { after: asOf.current, onEvent, onReset: list.reload };
  useFeed(PropertyAlertRuleEventsDocument, {
    ...live,
    variables: { propertyId: propertyId ?? '' },
    pause: propertyId === null,
  });
  useFeed(PlatformAlertRuleEventsDocument, { ...live, pause: propertyId !== null });

  const { rows } = list;
  const add = managing ? <Button onClick={() => setAdding(true)}>{text.watch.addRule}</Button> : undefined;
  return (
    <Screen
      title={text.watch.rules}
      lead={text.watch.rulesLead}
      back={
        slug === null ? (
          <Link to="/admin/alerts">{text.watch.alerts}</Link>
        ) : (
          <Link to="/properties/$slug/alerts" params={{ slug }}>
            {text.watch.alerts}
          </Link>
        )
      }
      actions={rows?.length === 0 ? undefined : add}
    >
      <Card flush>
        {rows === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {rows?.length === 0 && (
          <Empty title={text.watch.rulesEmptyTitle} text={text.watch.rulesEmptyText} action={add} />
        )}
        {rows !== undefined && rows.length > 0 && (
          <List label={text.watch.rules}>
            {rows.map((rule) => (
              <RuleRow key={rule.id} rule={rule} everywhere={propertyId === null} managing={managing} />
            ))}
          </List>
        )}
      </Card>
      <More list={list} />
      {adding && <CreateRule propertyId={propertyId} onClose={() => setAdding(false)} />}
    </Screen>
  );
}

const oldest = (a: AlertRulePartsFragment, b: AlertRulePartsFragment): number =>
  Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1);
