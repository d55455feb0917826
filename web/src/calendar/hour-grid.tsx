// biome-ignore-all lint/a11y/useSemanticElements: a grid that is worked by keys is no table of HTML
// biome-ignore-all lint/a11y/useFocusableInteractive: cells and links in them are, rows are not

import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import type { CalendarBookingFragment, CalendarOfferingFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { dayOf, localTime, minutesOf } from '../ui/days.js';
import { useMinutes } from '../ui/use-minutes.js';
import { useWhen } from '../ui/use-when.js';
import { own } from './bars.js';
import type { Range } from './book-range.js';
import { columnsOf, type HourColumn, hoursOf, type Item, itemsIn } from './hour-columns.js';
import styles from './hour-grid.module.css';
import type { Block } from './use-calendar.js';
import { useGridKeys } from './use-grid-keys.js';

interface Hours {
  slug: string;
  offerings: readonly CalendarOfferingFragment[];
  first: string;
  days: number;
  timeZone: string;
  bookings: readonly CalendarBookingFragment[];
  blocks: readonly Block[];
  busy: boolean;
  onChoose: (range: Range) => void;
  onOpenBlock: (block: Block) => void;
}

const stepMinutes = 30;

/** Hours down; days, chairs or departures across. */
export function HourGrid(props: Hours) {
  const { offerings, first, days, timeZone } = props;
  const text = useText();
  const when = useWhen();
  const now = localTime(new Date(useMinutes()), timeZone);
  const columns = columnsOf(offerings, first, days);
  const items = columns.map((column) => itemsIn(column, props.bookings, props.blocks));
  const { opens, closes } = hoursOf(offerings, items.flat());
  const times = Array.from({ length: (closes - opens) / stepMinutes }, (_, index) => opens + index * stepMinutes);
  const keys = useGridKeys({
    rows: times.length,
    columns: columns.length,
    along: 'column',
    onChoose(a, b) {
      const column = columns[a.column];
      if (column === undefined) return;
      const at = (row: number) => `${column.day}T${clock(opens + row * stepMinutes)}`;
      props.onChoose({ offeringId: column.offering.id, unit: column.unit, from: at(a.row), to: at(b.row + 1) });
    },
  });
  const nameOf = (column: HourColumn) =>
    column.of === 'day' ? when.day(column.day) : (column.unit?.name ?? column.offering.name);

  return (
    <div
      className={styles.scroll}
      role="grid"
      tabIndex={-1}
      aria-label={text.calendar.title}
      aria-busy={props.busy}
      ref={keys.grid}
      onKeyDown={keys.onKeyDown}
      style={{ '--columns': columns.length } as CSSProperties}
    >
      <div role="row" className={styles.row}>
        <span role="columnheader" className={styles.head}>
          <span className={styles.unseen}>{text.calendar.hours}</span>
        </span>
        {columns.map((column) => (
          <span
            key={column.key}
            role="columnheader"
            className={styles.head}
            data-today={column.of === 'day' && column.day === dayOf(now)}
          >
            <b>{nameOf(column)}</b>
            {column.of === 'unit' && <span className={styles.soft}>{column.offering.name}</span>}
          </span>
        ))}
      </div>
      {times.map((minutes, row) => (
        <div key={minutes} role="row" className={styles.row} data-hour={minutes % 60 === 0}>
          <span role="rowheader" className={styles.time}>
            {minutes % 60 === 0 ? clock(minutes) : <span className={styles.unseen}>{clock(minutes)}</span>}
          </span>
          {columns.map((column, index) => {
            const here = items[index] ?? [];
            const taken = here.filter((item) => item.begins < minutes + stepMinutes && item.ends > minutes);
            const names = taken.map(
              ({ booking, block }) => booking?.guestName ?? text.calendar.blocked(block?.reason ?? ''),
            );
            const isNow =
              column.day === dayOf(now) && Math.floor(minutesOf(now) / stepMinutes) * stepMinutes === minutes;
            return (
              <div
                key={column.key}
                role="gridcell"
                className={styles.cell}
                data-now={isNow}
                style={isNow ? ({ '--now': (minutesOf(now) - minutes) / stepMinutes } as CSSProperties) : undefined}
                data-chosen={keys.isChosen({ row, column: index })}
                aria-selected={keys.isChosen({ row, column: index })}
                aria-label={`${nameOf(column)}, ${clock(minutes)}: ${names.length === 0 ? text.calendar.free : names.join(', ')}`}
                {...keys.cell({ row, column: index })}
              >
                {here
                  .filter((item) => Math.floor(Math.max(item.begins, opens) / stepMinutes) * stepMinutes === minutes)
                  .map((item) => (
                    <Piece key={item.id} slug={props.slug} item={item} from={minutes} onOpenBlock={props.onOpenBlock} />
                  ))}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function Piece(props: { slug: string; item: Item; from: number; onOpenBlock: (block: Block) => void }) {
  const text = useText();
  const { booking, block, begins, ends, lane, lanes } = props.item;
  const place = {
    '--top': Math.max(0, begins - props.from) / stepMinutes,
    '--height': (ends - Math.max(begins, props.from)) / stepMinutes,
    '--lane': lane,
    '--lanes': lanes,
  } as CSSProperties;
  if (booking !== null)
    return (
      <Link
        to="/properties/$slug/bookings/$code"
        params={{ slug: props.slug, code: booking.code }}
        className={styles.piece}
        title={`${clock(begins)} ${booking.guestName}, ${booking.offering.name}`}
        data-status={booking.status}
        style={place}
        {...own}
      >
        <b className={styles.who}>{booking.guestName}</b>
        <span>{`${clock(begins)} ${booking.offering.name}`}</span>
      </Link>
    );
  return (
    <button
      type="button"
      className={`${styles.piece} ${styles.block}`}
      style={place}
      onClick={() => block !== null && props.onOpenBlock(block)}
      {...own}
    >
      {block?.reason === '' ? text.calendar.closed : block?.reason}
    </button>
  );
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
