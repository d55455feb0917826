import { Link } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useQuery } from 'urql';
import { BookingBadge } from '../bookings/booking-badge.js';
import {
  type BookingRowFragment,
  PropertyBookingEventsDocument,
  type PropertyPartsFragment,
  TodayDocument,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Failed, Rows } from '../ui/states.js';
import styles from './today.module.css';

/** Who comes and who goes today. */
export function Today({ property }: { property: PropertyPartsFragment }) {
  const text = useText();
  const { slug, id: propertyId } = property;
  const [{ data, error }, again] = useQuery({ query: TodayDocument, variables: { slug } });
  const reread = () => again({ requestPolicy: 'network-only' });
  const listed = data?.property;
  useFeed(PropertyBookingEventsDocument, {
    variables: { propertyId },
    onEvent(event) {
      if (!('booking' in event) || event.booking == null) return;
      const { id } = event.booking;
      const known = [...(listed?.arrivals?.nodes ?? []), ...(listed?.departures?.nodes ?? [])].some(
        (row) => row.id === id,
      );
      // The server knows who comes today; what is listed already changes in place.
      if (!known || event.__typename === 'BookingModified') reread();
    },
    onReset: reread,
  });
  if (listed == null)
    return <Card flush>{error === undefined ? <Rows /> : <Failed error={error} onRetry={reread} />}</Card>;
  return (
    <>
      <Guests
        title={text.overview.arriving}
        none={text.overview.nobodyArrives}
        slug={slug}
        rows={listed.arrivals?.nodes ?? []}
      />
      <Guests
        title={text.overview.leaving}
        none={text.overview.nobodyLeaves}
        slug={slug}
        rows={listed.departures?.nodes ?? []}
      />
    </>
  );
}

function Guests(props: { title: string; none: string; slug: string; rows: readonly BookingRowFragment[] }) {
  return (
    <Card title={props.title} flush>
      {props.rows.length === 0 ? (
        <p className={styles.none}>{props.none}</p>
      ) : (
        <List label={props.title}>
          {props.rows.map((row) => (
            <ListRow
              key={row.id}
              title={
                <Link
                  to="/properties/$slug/bookings/$code"
                  params={{ slug: props.slug, code: row.code }}
                  className={styles.name}
                >
                  {row.guestName}
                </Link>
              }
              detail={row.quantity > 1 ? `${row.quantity} × ${row.offering.name}` : row.offering.name}
            >
              <BookingBadge status={row.status} />
            </ListRow>
          ))}
        </List>
      )}
    </Card>
  );
}
