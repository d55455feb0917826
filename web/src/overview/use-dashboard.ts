import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { DashboardDocument, type DashboardPartsFragment, DashboardUpdatesDocument } from '../generated/graphql.js';

/** The numbers of today, as they are now. Null for all properties together. */
export function useDashboard(propertyId: string | null, money: boolean) {
  const variables = { propertyId, money };
  const [{ data, error }, again] = useQuery({ query: DashboardDocument, variables });
  const [latest, setLatest] = useState<DashboardPartsFragment | null>(null);
  useFeed(DashboardUpdatesDocument, { variables, onEvent: setLatest });
  const asked = data?.dashboard;
  const newer = latest !== null && (asked === undefined || latest.at >= asked.at);
  return { numbers: newer ? latest : asked, error, again };
}
