// biome-ignore-all lint/a11y/useSemanticElements: a table whose rows are placed by hand is no table of HTML
// biome-ignore-all lint/a11y/useFocusableInteractive: cells and links in them are, rows are not

import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BookingRowFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { useMoney } from '../ui/money.js';
import { useWhen } from '../ui/use-when.js';
import { BookingBadge } from './booking-badge.js';
import styles from './booking-table.module.css';

/** Holds as many rows as there are, and puts those in the page that can be seen. */
export function BookingTable(props: {
  slug: string;
  rows: readonly BookingRowFragment[];
  total: number;
  hasMore: boolean;
  onMore: () => void;
}) {
  const text = useText();
  const { rows, hasMore, onMore } = props;
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = body.current;
    if (element !== null) setTop(element.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 60,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 30) onMore();
  }, [hasMore, last, rows.length, onMore]);

  return (
    <div role="table" aria-label={text.bookings.title} aria-rowcount={props.total + 1}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={`${styles.row} ${styles.head}`}>
          <span role="columnheader">{text.bookings.guest}</span>
          <span role="columnheader">{text.bookings.when}</span>
          <span role="columnheader">{text.bookings.offering}</span>
          <span role="columnheader" className={styles.number}>
            {text.bookings.total}
          </span>
          <span role="columnheader">{text.bookings.status}</span>
        </div>
      </div>
      <div
        role="rowgroup"
        ref={body}
        className={styles.body}
        style={{ height: virtualizer.getTotalSize() }}
        aria-busy={hasMore}
      >
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                data-index={index}
                ref={virtualizer.measureElement}
                className={`${styles.row} ${styles.line}`}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                <Row slug={props.slug} row={row} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Row({ slug, row }: { slug: string; row: BookingRowFragment }) {
  const when = useWhen();
  const money = useMoney();
  return (
    <>
      <span role="cell" className={styles.guest}>
        <Link to="/properties/$slug/bookings/$code" params={{ slug, code: row.code }} className={styles.name}>
          {row.guestName}
        </Link>
        <span className={styles.code}>{row.code}</span>
      </span>
      <span role="cell" className={styles.when}>
        {when.span(row.from, row.to)}
      </span>
      <span role="cell" className={styles.offering}>
        {row.quantity > 1 ? `${row.quantity} × ${row.offering.name}` : row.offering.name}
      </span>
      <span role="cell" className={styles.number}>
        {money(row.total)}
      </span>
      <span role="cell" className={styles.status}>
        <BookingBadge status={row.status} />
      </span>
    </>
  );
}
