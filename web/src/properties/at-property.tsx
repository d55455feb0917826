import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { PropertyDocument, type PropertyPartsFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { Failed, Rows } from '../ui/states.js';

export interface Place {
  property: PropertyPartsFragment;
  /** Whether I may change what it offers. */
  managing: boolean;
  /** Whether I work there, or look after everything. */
  inside: boolean;
  /** Whether money may go back through me. */
  owning: boolean;
}

/** The property that the address names, and what I am there. */
export function AtProperty({ slug, children }: { slug: string; children: (place: Place) => ReactNode }) {
  const admin = useViewer().role !== 'USER';
  const [{ data, error }, again] = useQuery({ query: PropertyDocument, variables: { slug } });
  const property = data?.property;
  if (property == null) return error === undefined ? <Rows count={6} /> : <Failed error={error} onRetry={again} />;
  const role = property.viewerRole ?? null;
  const owning = admin || role === 'OWNER';
  return children({ property, owning, managing: owning || role === 'MANAGER', inside: admin || role !== null });
}
