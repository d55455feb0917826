import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { CalendarOfferingsDocument } from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { addDays, mondayOf, todayIn } from '../ui/days.js';
import { Card, Screen, Toolbar } from '../ui/layout.js';
import { Segments } from '../ui/segments.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { BookRange, type Range } from './book-range.js';
import styles from './calendar.module.css';
import { HourGrid } from './hour-grid.js';
import { NightGrid } from './night-grid.js';
import { RemoveBlock } from './remove-block.js';
import { type Block, useCalendar } from './use-calendar.js';
import { useRoom } from './use-room.js';

type View = 'rooms' | 'week' | 'day';

/** What is taken and what is free: rooms by the night, or the hours of a day or a week. */
export function Calendar() {
  const text = useText();
  const when = useWhen();
  const { property } = useProperty();
  const { slug, timeZone } = property;
  const room = useRoom();
  const today = todayIn(timeZone);
  const [start, setStart] = useState(today);
  const [chosen, setView] = useState<View | null>(null);
  const [range, setRange] = useState<Range | null>(null);
  const [block, setBlock] = useState<Block | null>(null);
  const [{ data, error }, again] = useQuery({ query: CalendarOfferingsDocument, variables: { slug } });
  const offerings = data?.property?.offerings.nodes;
  const nightly = offerings?.filter(({ mode }) => mode === 'NIGHTLY') ?? [];
  const hourly = offerings?.filter(({ mode }) => mode !== 'NIGHTLY') ?? [];

  const views: View[] = [
    ...(nightly.length > 0 ? (['rooms'] as const) : []),
    ...(hourly.length > 0 ? ([...(room.wide ? (['week'] as const) : []), 'day'] as const) : []),
  ];
  const view = chosen !== null && views.includes(chosen) ? chosen : views[0];
  const days = view === 'day' ? 1 : view === 'week' ? 7 : room.days;
  const first = view === 'week' ? mondayOf(start) : start;
  const { bookings, blocks } = useCalendar(property, first, addDays(first, days));
  const failed = error ?? bookings.error ?? blocks.error;

  return (
    <Screen
      wide
      title={text.calendar.title}
      lead={view === 'day' ? when.longDay(first) : when.month(first)}
      actions={
        views.length > 1 && view !== undefined ? (
          <Segments
            label={text.calendar.view}
            value={view}
            options={views.map((value) => ({ value, label: text.calendar[value] }))}
            onChange={setView}
          />
        ) : undefined
      }
    >
      <Toolbar>
        <Button variant="default" aria-label={text.calendar.before} onClick={() => setStart(addDays(first, -days))}>
          ‹
        </Button>
        <Button variant="default" onClick={() => setStart(today)}>
          {text.calendar.today}
        </Button>
        <Button variant="default" aria-label={text.calendar.after} onClick={() => setStart(addDays(first, days))}>
          ›
        </Button>
        <input
          type="date"
          className={styles.date}
          aria-label={text.calendar.goTo}
          value={first}
          onChange={(event) => event.currentTarget.value !== '' && setStart(event.currentTarget.value)}
        />
        <p className={styles.hint}>{text.calendar.keys}</p>
      </Toolbar>
      {offerings === undefined && (
        <Card flush>{failed === undefined ? <Rows count={8} /> : <Failed error={failed} onRetry={again} />}</Card>
      )}
      {offerings !== undefined && view === undefined && (
        <Card flush>
          <Empty title={text.calendar.emptyTitle} text={text.calendar.emptyText} />
        </Card>
      )}
      {offerings !== undefined && failed !== undefined && (
        <Failed
          error={failed}
          onRetry={() => {
            bookings.reload();
            blocks.reload();
          }}
        />
      )}
      {view === 'rooms' && (
        <NightGrid
          slug={slug}
          offerings={nightly}
          first={first}
          days={days}
          today={today}
          bookings={bookings.rows ?? []}
          blocks={blocks.rows ?? []}
          busy={bookings.rows === undefined}
          onChoose={setRange}
          onOpenBlock={setBlock}
        />
      )}
      {(view === 'day' || view === 'week') && (
        <HourGrid
          slug={slug}
          offerings={hourly}
          first={first}
          days={days}
          timeZone={timeZone}
          bookings={bookings.rows ?? []}
          blocks={blocks.rows ?? []}
          busy={bookings.rows === undefined}
          onChoose={setRange}
          onOpenBlock={setBlock}
        />
      )}
      {range !== null && (
        <BookRange property={property} offerings={offerings ?? []} range={range} onClose={() => setRange(null)} />
      )}
      {block !== null && <RemoveBlock block={block} onClose={() => setBlock(null)} />}
    </Screen>
  );
}
