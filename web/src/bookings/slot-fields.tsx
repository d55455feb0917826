import { TextInput } from '@mantine/core';
import type { OfferingMode } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { addDays } from '../ui/days.js';
import { Fields } from '../ui/layout.js';
import type { Action } from '../ui/use-action.js';

/** From when until when: days for nights, a start for the rest, whose end follows from it. */
export function SlotFields(props: {
  mode: OfferingMode;
  from: string;
  to: string;
  action: Action;
  onChange: (from: string, to: string) => void;
}) {
  const text = useText();
  const { mode, from, to, action, onChange } = props;
  if (mode !== 'NIGHTLY')
    return (
      <TextInput
        type="datetime-local"
        label={text.bookings.start}
        value={from}
        onChange={(event) => onChange(event.currentTarget.value.slice(0, 16), '')}
        error={action.errorOf('from')}
        required
      />
    );
  return (
    <Fields>
      <TextInput
        type="date"
        label={text.bookings.from}
        value={from}
        onChange={(event) => {
          const first = event.currentTarget.value;
          onChange(first, first !== '' && to <= first ? addDays(first, 1) : to);
        }}
        error={action.errorOf('from')}
        required
      />
      <TextInput
        type="date"
        label={text.bookings.to}
        value={to}
        min={from === '' ? undefined : addDays(from, 1)}
        onChange={(event) => onChange(from, event.currentTarget.value)}
        error={action.errorOf('to')}
        required
      />
    </Fields>
  );
}
