import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useDeferredValue, useMemo, useRef } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import { BookingsDocument, PropertyBookingEventsDocument } from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { BookingFilters } from './booking-filters.js';
import { belongs, bookingComparisons } from './booking-order.js';
import { filterOf, orderOf } from './booking-search.js';
import { BookingTable } from './booking-table.js';

/** Every booking of a property: as many as there are, live. */
export function Bookings() {
  const text = useText();
  const { property } = useProperty();
  const search = useDeferredValue(useSearch({ from: '/desk/properties/$slug/bookings' }));
  const { id: propertyId, slug, timeZone } = property;
  const filter = useMemo(() => filterOf(propertyId, timeZone, search), [propertyId, timeZone, search]);
  const orderBy = orderOf(search);
  const found = useRef(new Set<string>());
  const asOf = useRef<string | null>(null);
  const list = useLiveList({
    query: BookingsDocument,
    variables: { filter, orderBy, first: 100 },
    pick: ({ bookings }) => {
      asOf.current ??= bookings.asOf ?? null;
      for (const { id } of bookings.nodes) found.current.add(id);
      return bookings;
    },
    matches: (row) => belongs(filter, row, (id) => found.current.has(id)),
    compare: bookingComparisons[orderBy],
  });
  useFeed(PropertyBookingEventsDocument, {
    variables: { propertyId },
    after: asOf.current,
    onEvent(event) {
      if (!('booking' in event) || event.booking == null) return;
      const { booking } = event;
      if (event.__typename === 'BookingCreated') list.take(booking, null);
      else if (event.__typename === 'BookingStatusChanged') list.take(booking, { ...booking, status: event.from });
      else
        list.take(
          booking,
          list.rows?.find(({ id }) => id === booking.id),
        );
    },
    onReset: list.reload,
  });

  const { rows, total } = list;
  return (
    <Screen
      wide
      title={text.bookings.title}
      lead={
        <span aria-live="polite">
          {property.name}
          {total !== undefined && ` · ${text.bookings.count(total)}`}
        </span>
      }
      actions={
        <Button renderRoot={(props) => <Link to="/properties/$slug/calendar" params={{ slug }} {...props} />}>
          {text.bookings.add}
        </Button>
      }
    >
      <BookingFilters slug={slug} />
      <Card flush>
        {rows === undefined &&
          (list.error === undefined ? <Rows count={8} /> : <Failed error={list.error} onRetry={list.reload} />)}
        {rows?.length === 0 && <Empty title={text.bookings.emptyTitle} text={text.bookings.emptyText} />}
        {rows !== undefined && rows.length > 0 && (
          <BookingTable
            slug={slug}
            rows={rows}
            total={total ?? rows.length}
            hasMore={list.hasMore && list.error === undefined}
            onMore={list.more}
          />
        )}
        {rows !== undefined && list.error !== undefined && <Failed error={list.error} onRetry={list.more} />}
      </Card>
    </Screen>
  );
}
