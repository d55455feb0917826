import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { OfferedDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Toolbar } from '../ui/layout.js';
import { Segments } from '../ui/segments.js';
import styles from './booking-filters.module.css';
import { arrivals, bookingOrders, bookingStatuses, orderOf, readBookingSearch } from './booking-search.js';

export function BookingFilters({ slug }: { slug: string }) {
  const text = useText();
  const search = useSearch({ from: '/desk/properties/$slug/bookings' });
  const navigate = useNavigate({ from: '/properties/$slug/bookings' });
  const [{ data }] = useQuery({ query: OfferedDocument, variables: { slug } });
  const change = (changes: Record<string, string>) =>
    void navigate({ search: (previous) => readBookingSearch({ ...previous, ...changes }), replace: true });

  const names = {
    all: text.bookings.whenAll,
    today: text.bookings.whenToday,
    upcoming: text.bookings.whenUpcoming,
    past: text.bookings.whenPast,
  };
  return (
    <Toolbar>
      <TextInput
        type="search"
        className={styles.search}
        aria-label={text.bookings.search}
        placeholder={text.bookings.search}
        value={search.search ?? ''}
        onChange={(event) => change({ search: event.currentTarget.value })}
      />
      <Segments
        label={text.bookings.when}
        value={search.when ?? 'all'}
        options={arrivals.map((value) => ({ value, label: names[value] }))}
        onChange={(when) => change({ when })}
      />
      <NativeSelect
        aria-label={text.bookings.status}
        value={search.status ?? ''}
        data={[
          { value: '', label: text.bookings.anyStatus },
          ...bookingStatuses.map((value) => ({ value, label: text.bookings.statuses[value] })),
        ]}
        onChange={(event) => change({ status: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={text.bookings.offering}
        value={search.offering ?? ''}
        data={[
          { value: '', label: text.bookings.anyOffering },
          ...(data?.property?.offerings.nodes ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => {
          const { value: offering } = event.currentTarget;
          void navigate({
            search: ({ offering: _, ...previous }) => ({ ...previous, ...(offering !== '' && { offering }) }),
            replace: true,
          });
        }}
      />
      <NativeSelect
        aria-label={text.bookings.sort}
        value={orderOf(search)}
        data={bookingOrders.map((value) => ({ value, label: text.bookings.sorts[value] }))}
        onChange={(event) => change({ sort: event.currentTarget.value })}
      />
    </Toolbar>
  );
}
