import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import type { CalendarBookingFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { useWhen } from '../ui/use-when.js';
import styles from './bars.module.css';
import type { Block } from './use-calendar.js';

/** Kept from the grid below: what is pressed here is this. */
export const own = { onPointerDown: (event: { stopPropagation: () => void }) => event.stopPropagation() };

export function BookingBar(props: { slug: string; booking: CalendarBookingFragment; nights: number; cut: boolean }) {
  const text = useText();
  const when = useWhen();
  const { booking } = props;
  return (
    <Link
      to="/properties/$slug/bookings/$code"
      params={{ slug: props.slug, code: booking.code }}
      className={styles.bar}
      data-status={booking.status}
      data-cut={props.cut}
      style={{ '--nights': props.nights } as CSSProperties}
      title={`${booking.guestName} · ${when.span(booking.from, booking.to)} · ${text.bookings.statuses[booking.status]}`}
      {...own}
    >
      {booking.guestName}
    </Link>
  );
}

export function BlockBar(props: { block: Block; nights: number; cut: boolean; onOpen: (block: Block) => void }) {
  const text = useText();
  const { block } = props;
  return (
    <button
      type="button"
      className={`${styles.bar} ${styles.block}`}
      data-cut={props.cut}
      style={{ '--nights': props.nights } as CSSProperties}
      onClick={() => props.onOpen(block)}
      {...own}
    >
      {block.reason === '' ? text.calendar.closed : block.reason}
    </button>
  );
}
