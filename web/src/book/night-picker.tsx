import { useState } from 'react';
import type { HoldPartsFragment, OfferedThingFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { addDays, daysBetween, todayIn, weekdayOf } from '../ui/days.js';
import { Card } from '../ui/layout.js';
import { Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { EarlierLater } from './earlier-later.js';
import { HoldSlot } from './hold-slot.js';
import styles from './night-picker.module.css';
import { useAvailability } from './use-availability.js';

const shownDays = 35;

/** A month of nights: the day that one arrives, then the day that one leaves. */
export function NightPicker(props: {
  offering: OfferedThingFragment;
  timeZone: string;
  onHeld: (hold: HoldPartsFragment) => void;
}) {
  const { offering, timeZone, onHeld } = props;
  const text = useText();
  const when = useWhen();
  const today = todayIn(timeZone);
  const [start, setStart] = useState(addDays(today, 1 - weekdayOf(today)));
  const [arrive, setArrive] = useState<string | null>(null);
  const [leave, setLeave] = useState<string | null>(null);
  const end = addDays(start, shownDays);
  const { slots, error, reload } = useAvailability(offering.id, start, end);
  const nights = new Map(slots?.map((slot) => [slot.from, slot]));
  const openOn = (day: string) => {
    const night = nights.get(day);
    return night?.bookable === true ? night.available : 0;
  };
  const days = Array.from({ length: shownDays }, (_, index) => addDays(start, index));
  const between = (from: string, to: string) => days.filter((day) => day >= from && day < to);
  const reaches = (day: string) =>
    arrive !== null && day > arrive && between(arrive, day).every((night) => openOn(night) > 0);

  function choose(day: string) {
    if (arrive === null || leave !== null || !reaches(day)) {
      setArrive(day);
      setLeave(null);
    } else setLeave(day);
  }

  const stay = arrive !== null && leave !== null ? between(arrive, leave) : [];
  return (
    <Card
      title={text.book.days}
      lead={text.book.nightsHint}
      actions={
        <EarlierLater
          onEarlier={start <= today ? undefined : () => setStart(addDays(start, -28))}
          onLater={daysBetween(today, end) > offering.maxAdvanceDays ? undefined : () => setStart(addDays(start, 28))}
        />
      }
    >
      {slots === undefined && (error === undefined ? <Rows count={5} /> : <Failed error={error} onRetry={reload} />)}
      {slots !== undefined && (
        <>
          <p className={styles.month}>{when.month(days[10] ?? start)}</p>
          <div className={styles.weekdays} aria-hidden="true">
            {days.slice(0, 7).map((day) => (
              <span key={day}>{when.weekday(day)}</span>
            ))}
          </div>
          <div className={styles.days}>
            {days.map((day) => {
              const open = openOn(day);
              const mark = day === arrive ? text.book.arrive : day === leave ? text.book.leave : null;
              return (
                <button
                  key={day}
                  type="button"
                  className={styles.day}
                  disabled={open === 0 && !(leave === null && reaches(day))}
                  aria-pressed={mark !== null || stay.includes(day)}
                  data-stay={stay.includes(day) || mark !== null}
                  data-open={open > 0}
                  aria-label={[when.longDay(day), mark, open === 0 ? text.book.full : text.book.left(open)]
                    .filter(Boolean)
                    .join(', ')}
                  onClick={() => choose(day)}
                >
                  <b>{when.dayNumber(day)}</b>
                  <span>{mark ?? (open > 0 ? text.book.left(open) : day < today ? '' : text.book.full)}</span>
                </button>
              );
            })}
          </div>
          {arrive !== null && leave !== null && stay.length > 0 && (
            <HoldSlot
              key={`${arrive} ${leave}`}
              offering={offering}
              from={arrive}
              to={leave}
              amount={stay.reduce((sum, day) => sum + (nights.get(day)?.price.amount ?? offering.price.amount), 0)}
              most={Math.min(...stay.map(openOn))}
              onHeld={onHeld}
            />
          )}
        </>
      )}
    </Card>
  );
}
