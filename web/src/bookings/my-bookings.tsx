import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useRef } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import { MyBookingEventsDocument, type MyBookingFragment, MyBookingsDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { BookingBadge } from './booking-badge.js';
import { bookingComparisons } from './booking-order.js';
import styles from './my-bookings.module.css';

const filter = { mine: true };

/** Where I stay, and when. */
export function MyBookings() {
  const text = useText();
  const me = useViewer();
  const asOf = useRef<string | null>(null);
  const list = useLiveList({
    query: MyBookingsDocument,
    variables: { filter, orderBy: 'ARRIVAL_DESC', first: 50 },
    pick: ({ bookings }) => {
      asOf.current ??= bookings.asOf ?? null;
      return bookings;
    },
    // Those that I am assigned to reach me too.
    matches: ({ guest }) => guest?.id === me.user.id,
    compare: bookingComparisons.ARRIVAL_DESC,
  });
  useFeed(MyBookingEventsDocument, {
    after: asOf.current,
    onEvent(event) {
      if ('booking' in event && event.booking != null)
        list.take(event.booking, event.__typename === 'BookingCreated' ? null : undefined);
    },
    onReset: list.reload,
  });
  const { rows } = list;
  const ahead = rows?.filter(isAhead).toReversed() ?? [];
  const past = rows?.filter((row) => !isAhead(row)) ?? [];
  const book = <Button renderRoot={(props) => <Link to="/book" {...props} />}>{text.bookings.toBook}</Button>;
  return (
    <Screen title={text.bookings.mine} lead={text.bookings.mineLead} actions={rows?.length === 0 ? undefined : book}>
      {rows === undefined && (
        <Card flush>{list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />}</Card>
      )}
      {rows?.length === 0 && (
        <Card flush>
          <Empty title={text.bookings.emptyMineTitle} text={text.bookings.emptyMineText} action={book} />
        </Card>
      )}
      {ahead.length > 0 && <Part title={text.bookings.upcoming} rows={ahead} />}
      {past.length > 0 && <Part title={text.bookings.earlier} rows={past} />}
      <More list={list} />
    </Screen>
  );
}

const isAhead = ({ status, endsAt }: MyBookingFragment): boolean =>
  ['PENDING', 'CONFIRMED', 'CHECKED_IN'].includes(status) && Date.parse(endsAt) > Date.now();

function Part({ title, rows }: { title: string; rows: readonly MyBookingFragment[] }) {
  const when = useWhen();
  const money = useMoney();
  return (
    <Card title={title} flush>
      <ul className={styles.list} aria-label={title}>
        {rows.map((row) => (
          <li key={row.id} className={styles.row}>
            <div className={styles.words}>
              <Link to="/bookings/$code" params={{ code: row.code }} className={styles.name}>
                {row.property.name}
              </Link>
              <span className={styles.detail}>
                {row.quantity > 1 ? `${row.quantity} × ${row.offering.name}` : row.offering.name}
              </span>
              <span>{when.span(row.from, row.to)}</span>
            </div>
            <div className={styles.end}>
              <BookingBadge status={row.status} />
              <span className={styles.detail}>{money(row.total)}</span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
