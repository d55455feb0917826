import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSpeech } from '../text/text.js';
import { Failed, Rows } from '../ui/states.js';
import styles from './numbers.module.css';
import { Revenue } from './revenue.js';
import { useDashboard } from './use-dashboard.js';

/** The numbers of today. They change by themselves. */
export function Numbers({ propertyId, money, slug }: { propertyId: string | null; money: boolean; slug?: string }) {
  const { text, language } = useSpeech();
  const { numbers, error, again } = useDashboard(propertyId, money);
  if (numbers == null) return error === undefined ? <Rows count={2} /> : <Failed error={error} onRetry={again} />;
  const { overview } = text;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const waited = numbers.medianResponseSeconds;
  const answered =
    waited == null
      ? overview.noAnswers
      : overview.answered(waited < 90 ? overview.seconds(waited) : overview.minutes(waited / 60));
  const bookings = (search: object): ((name: ReactNode) => ReactNode) =>
    function LinkToBookings(name) {
      return slug === undefined ? (
        name
      ) : (
        <Link to="/properties/$slug/bookings" params={{ slug }} search={search}>
          {name}
        </Link>
      );
    };
  return (
    <ul className={styles.numbers} aria-label={overview.today} aria-live="off">
      <Tile
        name={bookings({ when: 'today' })(overview.arrivals)}
        value={numbers.arrivals}
        more={numbers.arrivals === 0 ? overview.nobody : overview.toCome(numbers.arrivalsToCome)}
      />
      <Tile
        name={overview.departures}
        value={numbers.departures}
        more={numbers.departures === 0 ? overview.nobody : overview.toGo(numbers.departuresToCome)}
      />
      <Tile name={bookings({ status: 'CHECKED_IN' })(overview.inHouse)} value={numbers.inHouse} />
      <Tile
        name={overview.occupancy}
        value={numbers.occupancy == null ? text.none : percent.format(numbers.occupancy)}
        more={overview.ofUnits(numbers.unitsTaken, numbers.units)}
        share={numbers.occupancy ?? 0}
      />
      <Tile
        name={bookings({ status: 'PENDING' })(overview.newBookings)}
        value={numbers.newBookings}
        more={overview.madeToday(numbers.bookingsToday)}
        calls={numbers.newBookings > 0}
      />
      <Tile
        name={
          slug === undefined ? (
            overview.orders
          ) : (
            <Link to="/properties/$slug/orders" params={{ slug }}>
              {overview.orders}
            </Link>
          )
        }
        value={numbers.openOrders}
        more={overview.ordersToday(numbers.ordersToday)}
      />
      <Tile name={overview.conversations} value={numbers.openConversations} more={answered} />
      {money && <Revenue sums={numbers.revenues ?? []} rates={numbers.averageDailyRates ?? []} />}
    </ul>
  );
}

function Tile(props: { name: ReactNode; value: number | string; more?: string; share?: number; calls?: boolean }) {
  return (
    <li className={styles.tile} data-calls={props.calls}>
      <span className={styles.name}>{props.name}</span>
      <span className={styles.value}>{props.value}</span>
      {props.more !== undefined && <span className={styles.more}>{props.more}</span>}
      {props.share !== undefined && (
        <svg className={styles.share} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width="100" height="4" rx="2" className={styles.rest} />
          <rect width={Math.min(1, props.share) * 100} height="4" rx="2" className={styles.taken} />
        </svg>
      )}
    </li>
  );
}
