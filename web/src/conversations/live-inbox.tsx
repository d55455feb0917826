import { useFeed } from 'frontdesk/react';
import { useQuery } from 'urql';
import { InboxFeedDocument, InboxStartDocument } from '../generated/graphql.js';
import { usePlace } from '../shell/place.js';
import { useViewer } from '../shell/viewer.js';

/** Keeps the inbox of the property that one works at true on every screen: its lists, and how much waits there. */
export function LiveInbox() {
  const viewer = useViewer();
  const { current } = usePlace();
  return current !== null && (current.viewerRole != null || viewer.role !== 'USER') ? (
    <Follow key={current.id} propertyId={current.id} />
  ) : null;
}

function Follow({ propertyId }: { propertyId: string }) {
  const [{ data }] = useQuery({
    query: InboxStartDocument,
    variables: { propertyId },
    requestPolicy: 'network-only',
  });
  useFeed(InboxFeedDocument, { variables: { propertyId }, after: data?.property?.members?.asOf ?? null });
  return null;
}
