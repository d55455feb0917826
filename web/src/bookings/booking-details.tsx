import { Link, useParams } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  BookingDocument,
  BookingEventsDocument,
  type BookingQuery,
  BookingTimelineDocument,
  type TimelineEventFragment,
} from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Columns, Screen } from '../ui/layout.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { BookingActions } from './booking-actions.js';
import { BookingBadge } from './booking-badge.js';
import { BookingBill } from './booking-bill.js';
import styles from './booking-details.module.css';
import { BookingFacts } from './booking-facts.js';
import { BookingOrders } from './booking-orders.js';
import { BookingPeople } from './booking-people.js';
import { LookingAtBooking } from './looking-at-booking.js';
import { Timeline } from './timeline.js';

/** A booking as those see it who work there. */
export function DeskBooking() {
  const { code } = useParams({ from: '/desk/properties/$slug/bookings/$code' });
  const { managing, inside } = useProperty();
  return <BookingDetails code={code} desk={inside} money={managing} />;
}

/** A booking as its guest sees it. */
export function MyBooking() {
  const { code } = useParams({ from: '/desk/bookings/$code' });
  return <BookingDetails code={code} desk={false} money={false} />;
}

function BookingDetails({ code, desk, money }: { code: string; desk: boolean; money: boolean }) {
  const text = useText();
  const me = useViewer();
  const [{ data, error }, again] = useQuery({ query: BookingDocument, variables: { code } });
  const booking = data?.bookingByCode;
  if (booking == null) {
    if (error !== undefined) return <Failed error={error} onRetry={again} />;
    return data === undefined ? <Rows count={6} /> : <Empty title={text.notFoundTitle} text={text.notFoundText} />;
  }
  const own = booking.guest?.id === me.user.id;
  return <Details booking={booking} desk={desk} own={own} money={money || own} />;
}

type Shown = NonNullable<BookingQuery['bookingByCode']>;

function Details({ booking, desk, own, money }: { booking: Shown; desk: boolean; own: boolean; money: boolean }) {
  const text = useText();
  const when = useWhen();
  const { id, property } = booking;
  const [arrived, setArrived] = useState<readonly TimelineEventFragment[]>([]);
  const [{ data, error }, again] = useQuery({ query: BookingTimelineDocument, variables: { id } });
  const events = data?.booking?.timeline.nodes;
  // The last one comes again: what it changed may have been read before it happened.
  useFeed(BookingEventsDocument, {
    variables: { bookingId: id, money },
    after: events === undefined ? null : (events.at(-2) ?? events.at(-1))?.cursor,
    onEvent: (event) => setArrived((before) => [...before, event]),
  });
  const known = new Set(events?.map((event) => event.id));
  const all = events && [...events, ...arrived.filter((event) => !known.has(event.id))];

  return (
    <Screen
      wide
      title={desk ? booking.guestName : property.name}
      back={
        desk ? (
          <Link to="/properties/$slug/bookings" params={{ slug: property.slug }}>
            {text.bookings.back}
          </Link>
        ) : (
          <Link to="/bookings">{text.bookings.backMine}</Link>
        )
      }
      lead={
        <span className={styles.lead}>
          <span role="status">
            <BookingBadge status={booking.status} />
          </span>
          <span>{when.span(booking.from, booking.to)}</span>
          <span className={styles.code}>{booking.code}</span>
          {desk && <LookingAtBooking id={id} />}
        </span>
      }
      actions={<BookingActions booking={booking} propertyId={desk ? property.id : null} />}
    >
      <Columns>
        <div>
          <BookingFacts booking={booking} property={property} />
          {money && <BookingBill booking={booking} desk={desk} slug={property.slug} />}
          <BookingOrders booking={booking} slug={property.slug} />
        </div>
        <div>
          {(desk || own) && <BookingPeople booking={booking} slug={desk ? property.slug : null} />}
          <Timeline events={all} error={error} onRetry={again} timeZone={property.timeZone} />
        </div>
      </Columns>
    </Screen>
  );
}
