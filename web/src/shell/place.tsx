import { useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { PlacesDocument, type PropertyRowFragment } from '../generated/graphql.js';
import { useViewer } from './viewer.js';

/** The property that the navigation is about, and the others that one may go to. */
export interface Place {
  readonly places: readonly PropertyRowFragment[];
  readonly current: PropertyRowFragment | null;
}

const PlaceContext = createContext<Place>({ places: [], current: null });
const storageKey = 'frontdesk-property';

/** The one that is open, else the one that was open last, else the first. */
export function PlaceProvider({ children }: { children: ReactNode }) {
  const viewer = useViewer();
  const { slug } = useParams({ strict: false }) as { slug?: string };
  const wanted = slug ?? localStorage.getItem(`${storageKey}-${viewer.user.id}`);
  const admin = viewer.role !== 'USER';
  // Who administrates may open any: then it is not among their own.
  const [{ data }] = useQuery({
    query: PlacesDocument,
    variables: { slug: wanted ?? '', visiting: admin && wanted !== null },
  });

  useEffect(() => {
    if (slug !== undefined) localStorage.setItem(`${storageKey}-${viewer.user.id}`, slug);
  }, [slug, viewer.user.id]);

  const place = useMemo<Place>(() => {
    const mine = data?.properties.nodes ?? [];
    const visited = data?.property;
    const places = visited == null || mine.some(({ id }) => id === visited.id) ? mine : [...mine, visited];
    return { places, current: places.find((one) => one.slug === wanted) ?? places[0] ?? null };
  }, [data, wanted]);
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

export const usePlace = (): Place => use(PlaceContext);
