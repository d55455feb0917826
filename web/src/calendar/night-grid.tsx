// biome-ignore-all lint/a11y/useSemanticElements: a grid that is worked by keys is no table of HTML
// biome-ignore-all lint/a11y/useFocusableInteractive: cells and links in them are, rows are not

import { type CSSProperties, Fragment } from 'react';
import type { CalendarBookingFragment, CalendarOfferingFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { addDays, daysBetween, weekdayOf } from '../ui/days.js';
import { useWhen } from '../ui/use-when.js';
import { BlockBar, BookingBar } from './bars.js';
import type { Range } from './book-range.js';
import styles from './night-grid.module.css';
import type { Block } from './use-calendar.js';
import { useGridKeys } from './use-grid-keys.js';

interface Nights {
  slug: string;
  offerings: readonly CalendarOfferingFragment[];
  first: string;
  days: number;
  today: string;
  bookings: readonly CalendarBookingFragment[];
  blocks: readonly Block[];
  busy: boolean;
  onChoose: (range: Range) => void;
  onOpenBlock: (block: Block) => void;
}

/** Units down, nights across. A bar covers the nights that it takes. */
export function NightGrid(props: Nights) {
  const { offerings, first, today } = props;
  const text = useText();
  const when = useWhen();
  const units = offerings.flatMap((offering) => offering.units.nodes.map((unit) => ({ offering, unit })));
  const days = Array.from({ length: props.days }, (_, index) => addDays(first, index));
  const keys = useGridKeys({
    rows: units.length,
    columns: days.length,
    along: 'row',
    onChoose(a, b) {
      const at = units[a.row];
      if (at !== undefined)
        props.onChoose({
          offeringId: at.offering.id,
          unit: at.unit,
          from: addDays(first, a.column),
          to: addDays(first, b.column + 1),
        });
    },
  });

  return (
    <div
      className={styles.scroll}
      role="grid"
      tabIndex={-1}
      aria-label={text.calendar.title}
      aria-busy={props.busy}
      ref={keys.grid}
      onKeyDown={keys.onKeyDown}
      style={{ '--days': days.length } as CSSProperties}
    >
      <div role="row" className={styles.row}>
        <span role="columnheader" className={styles.corner}>
          {text.calendar.unit}
        </span>
        {days.map((day) => (
          <span
            key={day}
            role="columnheader"
            className={styles.day}
            data-today={day === today}
            data-weekend={weekdayOf(day) > 5}
          >
            <span>{when.weekday(day)}</span>
            <b>{when.dayNumber(day)}</b>
          </span>
        ))}
      </div>
      {offerings.map((offering) => (
        <Fragment key={offering.id}>
          <div role="row" className={styles.row}>
            <span role="rowheader" className={styles.offering} aria-colspan={days.length + 1}>
              {offering.name}
            </span>
          </div>
          {offering.units.nodes.map((unit) => {
            const row = units.findIndex((at) => at.unit.id === unit.id);
            const stays = props.bookings.filter((booking) => booking.units.some(({ id }) => id === unit.id));
            const closed = props.blocks.filter((block) => block.unit.id === unit.id);
            return (
              <div key={unit.id} role="row" className={styles.row}>
                <span role="rowheader" className={styles.unit}>
                  {unit.name}
                </span>
                {days.map((day, column) => {
                  const taken = stays.find((stay) => stay.from <= day && day < stay.to);
                  const block = closed.find((one) => one.from.slice(0, 10) <= day && day < one.to.slice(0, 10));
                  const state =
                    taken?.guestName ?? (block && text.calendar.blocked(block.reason)) ?? text.calendar.free;
                  const starts = (from: string) =>
                    from.slice(0, 10) === day || (column === 0 && from.slice(0, 10) < day);
                  return (
                    <div
                      key={day}
                      role="gridcell"
                      className={styles.cell}
                      data-today={day === today}
                      data-weekend={weekdayOf(day) > 5}
                      data-chosen={keys.isChosen({ row, column })}
                      aria-selected={keys.isChosen({ row, column })}
                      aria-label={`${unit.name}, ${when.day(day)}: ${state}`}
                      {...keys.cell({ row, column })}
                    >
                      {block !== undefined && starts(block.from) && (
                        <BlockBar
                          block={block}
                          nights={lengthIn(days, column, block.to)}
                          cut={block.from.slice(0, 10) < day}
                          onOpen={props.onOpenBlock}
                        />
                      )}
                      {taken !== undefined && starts(taken.from) && (
                        <BookingBar
                          slug={props.slug}
                          booking={taken}
                          nights={lengthIn(days, column, taken.to)}
                          cut={taken.from < day}
                        />
                      )}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </Fragment>
      ))}
    </div>
  );
}

/** How many columns a bar takes from here on, as far as they are shown. */
const lengthIn = (days: readonly string[], column: number, to: string): number =>
  Math.min(days.length - column, daysBetween(days[column] ?? to, to));
