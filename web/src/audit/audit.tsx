import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { actionInWords } from '../activity/action-in-words.js';
import { AuditLogDocument, type AuditOutcome, type AuditPartsFragment } from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Card, Screen, Toolbar } from '../ui/layout.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import styles from './audit.module.css';
import { Pager } from './pager.js';

/** Who did what at a property: for its owner. */
export function PropertyAudit() {
  const { property } = useProperty();
  return <Audit propertyId={property.id} />;
}

/** And what belongs to no property: for administrators. */
export const PlatformAudit = () => <Audit propertyId={null} />;

const outcomes = ['DONE', 'REFUSED'] as const satisfies readonly AuditOutcome[];

function Audit({ propertyId }: { propertyId: string | null }) {
  const text = useText();
  const [outcome, setOutcome] = useState<AuditOutcome | undefined>();
  const [before, setBefore] = useState<readonly (string | null)[]>([null]);
  const [{ data, error }, again] = useQuery({
    query: AuditLogDocument,
    variables: { propertyId, after: before.at(-1) ?? null, ...(outcome !== undefined && { filter: { outcome } }) },
  });
  const entries = data?.auditLog.nodes;
  const page = data?.auditLog.pageInfo;
  return (
    <Screen wide title={text.watch.audit} lead={text.watch.auditLead}>
      <Toolbar>
        <NativeSelect
          aria-label={text.watch.outcome}
          value={outcome ?? ''}
          data={[
            { value: '', label: text.watch.anyOutcome },
            ...outcomes.map((value) => ({ value, label: text.watch.outcomes[value] })),
          ]}
          onChange={(event) => {
            setOutcome(outcomes.find((value) => value === event.currentTarget.value));
            setBefore([null]);
          }}
        />
      </Toolbar>
      <Card flush>
        {entries === undefined && (error === undefined ? <Rows count={8} /> : <Failed error={error} onRetry={again} />)}
        {entries?.length === 0 && <Empty title={text.watch.auditEmptyTitle} text={text.watch.auditEmptyText} />}
        <ul className={styles.list} aria-label={text.watch.audit}>
          {entries?.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      </Card>
      <Pager
        back={before.length > 1 ? () => setBefore(before.slice(0, -1)) : undefined}
        on={page?.hasNextPage === true ? () => setBefore([...before, page.endCursor ?? null]) : undefined}
      />
    </Screen>
  );
}

function Entry({ entry }: { entry: AuditPartsFragment }) {
  const text = useText();
  const when = useWhen();
  const { before, after, outcome } = entry;
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <b>{actionInWords(entry.action ?? entry.event ?? '')}</b>
        <span>{entry.actor.name ?? (entry.actor.kind === 'SYSTEM' ? text.bookings.system : text.watch.nobody)}</span>
        <Badge tone={outcome === 'DONE' ? 'lamp' : 'red'}>{text.watch.outcomes[outcome]}</Badge>
      </div>
      <p className={styles.soft}>
        {[when.moment(entry.at), entry.nodeType, entry.address, entry.property?.name].filter(Boolean).join(' · ')}
      </p>
      {(before != null || after != null) && (
        <details className={styles.details}>
          <summary>{text.watch.changes}</summary>
          <pre>{JSON.stringify({ before, after }, null, 2)}</pre>
        </details>
      )}
    </li>
  );
}
