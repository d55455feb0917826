import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { PropertyDocument, type PropertyPartsFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Screen } from '../ui/layout.js';
import { Failed, Rows } from '../ui/states.js';
import { ChangeStatus } from './change-status.js';
import styles from './property-frame.module.css';
import { StatusBadge } from './status-badge.js';

export interface OfProperty {
  property: PropertyPartsFragment;
  /** Whether I may change what it says about itself, and invite. */
  managing: boolean;
  /** Whether I work there: who does not sees no colleagues. */
  inside: boolean;
}

/** What all screens of one property share: its name, its status, and the way between them. */
export function PropertyFrame({ slug, children }: { slug: string; children: (of: OfProperty) => ReactNode }) {
  const text = useText();
  const admin = useViewer().role !== 'USER';
  const [{ data, error }, again] = useQuery({ query: PropertyDocument, variables: { slug } });
  const [changing, setChanging] = useState(false);
  const property = data?.property;

  if (property == null) return error === undefined ? <Rows count={6} /> : <Failed error={error} onRetry={again} />;
  const role = property.viewerRole ?? null;
  const managing = admin || role === 'OWNER' || role === 'MANAGER';
  const inside = admin || role !== null;
  return (
    <Screen
      title={property.name}
      above={
        <Link to="/" className={styles.back}>
          {text.property.back}
        </Link>
      }
      lead={
        <span className={styles.lead}>
          <StatusBadge status={property.status} />
          <span>{text.kind[property.kind]}</span>
          {role !== null && <span>{text.role[role]}</span>}
        </span>
      }
      actions={
        managing && property.allowedTransitions.length > 0 ? (
          <Button variant="default" onClick={() => setChanging(true)}>
            {text.property.changeStatus}
          </Button>
        ) : undefined
      }
    >
      {inside && (
        <nav className={styles.tabs} aria-label={property.name}>
          <Link to="/properties/$slug" params={{ slug }} activeOptions={{ exact: true }} className={styles.tab}>
            {text.property.details}
          </Link>
          <Link to="/properties/$slug/members" params={{ slug }} className={styles.tab}>
            {text.property.members}
          </Link>
        </nav>
      )}
      {children({ property, managing, inside })}
      {changing && <ChangeStatus property={property} onClose={() => setChanging(false)} />}
    </Screen>
  );
}
