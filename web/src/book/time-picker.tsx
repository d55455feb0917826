import { useState } from 'react';
import type { HoldPartsFragment, OfferedThingFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { addDays, dayOf, daysBetween, todayIn } from '../ui/days.js';
import { Card } from '../ui/layout.js';
import { Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { EarlierLater } from './earlier-later.js';
import { HoldSlot } from './hold-slot.js';
import nights from './night-picker.module.css';
import styles from './time-picker.module.css';
import { useAvailability } from './use-availability.js';

const shownDays = 7;

/** A week of days, and the times of the one that is chosen. */
export function TimePicker(props: {
  offering: OfferedThingFragment;
  timeZone: string;
  onHeld: (hold: HoldPartsFragment) => void;
}) {
  const { offering, timeZone, onHeld } = props;
  const text = useText();
  const when = useWhen();
  const today = todayIn(timeZone);
  const [start, setStart] = useState(today);
  const [chosenDay, setDay] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const end = addDays(start, shownDays);
  const { slots, error, reload } = useAvailability(offering.id, start, end);
  const days = Array.from({ length: shownDays }, (_, index) => addDays(start, index));
  const open = slots?.filter((slot) => slot.bookable && slot.available > 0) ?? [];
  const firstOpen = open[0];
  const day = chosenDay ?? (firstOpen === undefined ? start : dayOf(firstOpen.from));
  const times = slots?.filter((slot) => dayOf(slot.from) === day && slot.bookable) ?? [];
  const slot = times.find((one) => one.from === from && one.available > 0);

  function turn(by: number) {
    setStart(addDays(start, by));
    setDay(null);
    setFrom(null);
  }

  return (
    <Card
      title={text.book.days}
      actions={
        <EarlierLater
          onEarlier={start <= today ? undefined : () => turn(-shownDays)}
          onLater={daysBetween(today, end) > offering.maxAdvanceDays ? undefined : () => turn(shownDays)}
        />
      }
    >
      {slots === undefined && (error === undefined ? <Rows count={3} /> : <Failed error={error} onRetry={reload} />)}
      {slots !== undefined && (
        <>
          <p className={nights.month}>{when.month(day)}</p>
          <div className={nights.days}>
            {days.map((each) => {
              const left = open.filter(({ from: begins }) => dayOf(begins) === each).length;
              return (
                <button
                  key={each}
                  type="button"
                  className={nights.day}
                  disabled={left === 0}
                  aria-pressed={each === day}
                  data-stay={each === day && left > 0}
                  aria-label={`${when.longDay(each)}, ${left === 0 ? text.book.full : text.book.left(left)}`}
                  onClick={() => {
                    setDay(each);
                    setFrom(null);
                  }}
                >
                  <span>{when.weekday(each)}</span>
                  <b>{when.dayNumber(each)}</b>
                </button>
              );
            })}
          </div>
          {times.length === 0 && <p className={styles.none}>{text.book.noTimes}</p>}
          <div className={styles.times}>
            {times.map((time) => (
              <button
                key={time.from}
                type="button"
                className={styles.time}
                disabled={time.available === 0}
                aria-pressed={time.from === from}
                onClick={() => setFrom(time.from)}
              >
                <b>{when.time(time.from)}</b>
                <span>{time.available === 0 ? text.book.full : text.book.left(time.available)}</span>
              </button>
            ))}
          </div>
          {slot !== undefined && (
            <HoldSlot
              key={slot.from}
              offering={offering}
              from={slot.from}
              to={slot.to}
              amount={slot.price.amount}
              most={slot.available}
              onHeld={onHeld}
            />
          )}
        </>
      )}
    </Card>
  );
}
