import { Button } from '@mantine/core';
import { useFeed } from 'frontdesk/react';
import { useMemo, useRef, useState } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import {
  type AssignedBookingFragment,
  AssignmentsDocument,
  ProviderEventsDocument,
  type ProviderPartsFragment,
  type ProviderStatus,
  ProvidersDocument,
} from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { addDays, todayIn } from '../ui/days.js';
import { Card, Screen, Toolbar } from '../ui/layout.js';
import { Segments } from '../ui/segments.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useMinutes } from '../ui/use-minutes.js';
import { CreateProvider } from './create-provider.js';
import styles from './provider-board.module.css';
import { ProviderCard } from './provider-card.js';

const statuses = ['AVAILABLE', 'BUSY', 'UNAVAILABLE', 'OFF_DUTY'] as const satisfies readonly ProviderStatus[];
const lasting = ['PENDING', 'CONFIRMED', 'CHECKED_IN'] as const;

/** Who is there, who is busy until when, and who has what to do next. */
export function ProviderBoard() {
  const text = useText();
  const { property, managing } = useProperty();
  const { id: propertyId, timeZone } = property;
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<ProviderStatus | 'ALL'>('ALL');
  const now = useMinutes();
  const asOf = useRef<string | null>(null);
  const providers = useLiveList({
    query: ProvidersDocument,
    variables: { propertyId },
    pick: (data) => {
      asOf.current ??= data.providers.asOf ?? null;
      return data.providers;
    },
    matches: () => true,
    compare: byName,
    all: true,
  });
  const today = todayIn(timeZone);
  const filter = useMemo(
    () => ({ propertyId, from: addDays(today, -7), to: addDays(today, 8), statuses: [...lasting] }),
    [propertyId, today],
  );
  const bookings = useLiveList({
    query: AssignmentsDocument,
    variables: { filter, orderBy: 'ARRIVAL', first: 100 },
    pick: (data) => data.bookings,
    matches: (booking) => booking.provider != null && lasting.some((status) => status === booking.status),
    compare: byStart,
    all: true,
  });
  useFeed(ProviderEventsDocument, {
    variables: { propertyId },
    after: asOf.current,
    onEvent(event) {
      if (
        event.__typename === 'BookingProviderChanged' ||
        event.__typename === 'BookingModified' ||
        event.__typename === 'BookingStatusChanged' ||
        event.__typename === 'BookingCreated'
      ) {
        if (event.booking != null) bookings.take(event.booking, undefined);
      } else if ('provider' in event && event.provider != null) providers.take(event.provider, undefined);
    },
    onReset() {
      providers.reload();
      bookings.reload();
    },
  });

  const { rows } = providers;
  const counted = (status: ProviderStatus) => rows?.filter((row) => row.status === status).length ?? 0;
  const seen = rows?.filter(({ status }) => shown === 'ALL' || status === shown);
  const add = managing ? <Button onClick={() => setAdding(true)}>{text.providers.add}</Button> : undefined;
  return (
    <Screen wide title={text.providers.title} lead={text.providers.lead} actions={rows?.length === 0 ? undefined : add}>
      {rows !== undefined && rows.length > 0 && (
        <Toolbar>
          <Segments
            label={text.bookings.status}
            value={shown}
            options={[
              { value: 'ALL', label: `${text.providers.everyone} ${rows.length}` },
              ...statuses.map((value) => ({ value, label: `${text.providers.statuses[value]} ${counted(value)}` })),
            ]}
            onChange={setShown}
          />
        </Toolbar>
      )}
      {rows === undefined && (
        <Card flush>
          {providers.error === undefined ? <Rows /> : <Failed error={providers.error} onRetry={providers.reload} />}
        </Card>
      )}
      {rows?.length === 0 && (
        <Card flush>
          <Empty title={text.providers.emptyTitle} text={text.providers.emptyText} action={add} />
        </Card>
      )}
      {seen !== undefined && seen.length > 0 && (
        <ul className={styles.board} aria-label={text.providers.title}>
          {seen.map((provider) => (
            <ProviderCard
              key={provider.id}
              provider={provider}
              property={property}
              bookings={(bookings.rows ?? []).filter(
                (booking) => booking.provider?.id === provider.id && Date.parse(booking.endsAt) > now,
              )}
              now={now}
            />
          ))}
        </ul>
      )}
      {rows !== undefined && providers.error !== undefined && (
        <Failed error={providers.error} onRetry={providers.more} />
      )}
      {bookings.error !== undefined && <Failed error={bookings.error} onRetry={bookings.more} />}
      {adding && <CreateProvider property={property} onClose={() => setAdding(false)} />}
    </Screen>
  );
}

const byName = (a: ProviderPartsFragment, b: ProviderPartsFragment): number => a.name.localeCompare(b.name);
const byStart = (a: AssignedBookingFragment, b: AssignedBookingFragment): number =>
  Date.parse(a.startsAt) - Date.parse(b.startsAt);
