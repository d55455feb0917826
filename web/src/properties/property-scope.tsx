import { Outlet, useParams } from '@tanstack/react-router';
import { createContext, use } from 'react';
import { useQuery } from 'urql';
import { PropertyDocument, type PropertyPartsFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { Failed, Rows } from '../ui/states.js';

export interface OfProperty {
  readonly property: PropertyPartsFragment;
  /** Whether I may change what it says about itself, and invite. */
  readonly managing: boolean;
  /** Whether I may do what only owners do. */
  readonly owning: boolean;
  /** Whether I work there: who does not sees no colleagues. */
  readonly inside: boolean;
}

const PropertyContext = createContext<OfProperty | null>(null);

/** Loads the property of the address, and gives it to the screen that is open. */
export function PropertyScope() {
  const { slug } = useParams({ from: '/desk/properties/$slug' });
  const admin = useViewer().role !== 'USER';
  const [{ data, error }, again] = useQuery({ query: PropertyDocument, variables: { slug } });
  const property = data?.property;
  if (property == null)
    return error === undefined ? (
      <Rows count={6} />
    ) : (
      <Failed error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
    );
  const role = property.viewerRole ?? null;
  const owning = admin || role === 'OWNER';
  const of = { property, owning, managing: owning || role === 'MANAGER', inside: admin || role !== null };
  return (
    <PropertyContext value={of}>
      {/* Nothing of one property stays on the screen of another. */}
      <Outlet key={property.id} />
    </PropertyContext>
  );
}

export function useProperty(): OfProperty {
  const of = use(PropertyContext);
  if (of === null) throw new Error('This screen belongs below /properties/$slug.');
  return of;
}
