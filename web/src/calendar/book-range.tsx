import { useState } from 'react';
import { NewBooking } from '../bookings/new-booking.js';
import type { CalendarOfferingFragment, PropertyPartsFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Segments } from '../ui/segments.js';
import { useWhen } from '../ui/use-when.js';
import styles from './book-range.module.css';
import { CreateBlock } from './create-block.js';

export interface Range {
  readonly offeringId: string;
  /** Null where it does not matter which: a seat is a seat. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly from: string;
  readonly to: string;
}

/** What to do with a range that was chosen on the calendar: sell it or close it. */
export function BookRange(props: {
  property: PropertyPartsFragment;
  offerings: readonly CalendarOfferingFragment[];
  range: Range;
  onClose: () => void;
}) {
  const text = useText();
  const when = useWhen();
  const { range, offerings, onClose } = props;
  const [what, setWhat] = useState<'book' | 'block'>('book');
  return (
    <Dialog
      title={what === 'book' ? text.bookings.newBooking : text.calendar.blockTitle(range.unit?.name ?? '')}
      lead={when.span(range.from, range.to)}
      onClose={onClose}
    >
      {range.unit !== null && (
        <div className={styles.what}>
          <Segments
            label={text.calendar.what}
            value={what}
            options={(['book', 'block'] as const).map((value) => ({ value, label: text.calendar[value] }))}
            onChange={setWhat}
          />
        </div>
      )}
      {what === 'book' ? (
        <NewBooking offerings={offerings} range={range} onClose={onClose} />
      ) : (
        <CreateBlock range={range} onClose={onClose} />
      )}
    </Dialog>
  );
}
