import { Link, useParams } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  HoldEventsDocument,
  type HoldPartsFragment,
  MyHoldsDocument,
  OfferedDocument,
  type OfferedThingFragment,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import styles from './book-place.module.css';
import { Held } from './held.js';
import { NightPicker } from './night-picker.js';
import { TimePicker } from './time-picker.js';

/** One place: what it offers, when it is free, and the way to have it. */
export function BookPlace() {
  const text = useText();
  const { slug } = useParams({ from: '/desk/book/$slug' });
  const [{ data, error }, again] = useQuery({ query: OfferedDocument, variables: { slug } });
  const [{ data: mine }] = useQuery({ query: MyHoldsDocument });
  const [chosen, setChosen] = useState<string | null>(null);
  const [placed, setPlaced] = useState<HoldPartsFragment | null>(null);
  useFeed(HoldEventsDocument);

  const property = data?.property;
  if (property == null) return error === undefined ? <Rows count={6} /> : <Failed error={error} onRetry={again} />;
  const offerings = property.offerings.nodes;
  const offering = offerings.find(({ id }) => id === chosen) ?? offerings[0];
  const kept = mine?.viewer?.holds.find((hold) => hold.status === 'ACTIVE' && hold.offering.property.slug === slug);
  const hold = placed ?? kept ?? null;
  const held = hold && offerings.find(({ id }) => id === hold.offering.id);
  return (
    <Screen
      title={property.name}
      lead={[text.kind[property.kind], property.address].filter(Boolean).join(' · ')}
      back={<Link to="/book">{text.book.back}</Link>}
    >
      <p className={styles.description}>{property.description}</p>
      {offering === undefined || property.status !== 'ACTIVE' ? (
        <Card flush>
          <Empty title={text.book.nothingTitle} text={text.book.nothingText} />
        </Card>
      ) : hold !== null && held != null ? (
        <Held key={hold.id} hold={hold} offering={held} onOver={() => setPlaced(null)} />
      ) : (
        <>
          <Offerings offerings={offerings} chosen={offering.id} onChoose={setChosen} />
          {offering.mode === 'NIGHTLY' ? (
            <NightPicker key={offering.id} offering={offering} timeZone={property.timeZone} onHeld={setPlaced} />
          ) : (
            <TimePicker key={offering.id} offering={offering} timeZone={property.timeZone} onHeld={setPlaced} />
          )}
        </>
      )}
    </Screen>
  );
}

function Offerings(props: {
  offerings: readonly OfferedThingFragment[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const text = useText();
  const money = useMoney();
  const per = { NIGHTLY: text.book.perNight, TIMED: text.book.each, DEPARTURE: text.book.perSeat };
  return (
    <fieldset className={styles.offerings}>
      <legend className={styles.legend}>{text.book.choose}</legend>
      {props.offerings.map(({ id, name, description, price, mode, durationMinutes, freeCancellationHours }) => (
        <label key={id} className={styles.offering}>
          <input type="radio" name="offering" checked={id === props.chosen} onChange={() => props.onChoose(id)} />
          <span className={styles.words}>
            <b>{name}</b>
            <span>{description}</span>
            <span className={styles.small}>
              {[durationMinutes != null && text.book.minutes(durationMinutes), text.book.free(freeCancellationHours)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <span className={styles.price}>
            <b>{money(price)}</b>
            <span className={styles.small}>{per[mode]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
