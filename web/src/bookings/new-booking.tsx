import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { type CalendarOfferingFragment, CreateBookingDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { FormActions } from '../ui/form-actions.js';
import { Fields, Stack, Wide } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { Alternatives, alternativesOf } from './alternatives.js';
import { SlotFields } from './slot-fields.js';

interface Wanted {
  readonly offeringId: string;
  readonly from: string;
  readonly to: string;
}

/** A booking that the desk makes for somebody. Where it is taken, one takes what is free. */
export function NewBooking(props: {
  offerings: readonly CalendarOfferingFragment[];
  range: Wanted;
  onClose: () => void;
}) {
  const { offerings, onClose } = props;
  const text = useText();
  const action = useAction();
  const [wanted, setWanted] = useState<Wanted>(props.range);
  const [, create] = useMutation(CreateBookingDocument);
  const mode = offerings.find(({ id }) => id === wanted.offeringId)?.mode ?? 'NIGHTLY';
  const alike = offerings.filter((offering) => (offering.mode === 'NIGHTLY') === (mode === 'NIGHTLY'));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name)).trim();
    const optional = (name: 'email' | 'phone') => (given(name) === '' ? {} : { [name]: given(name) });
    const done = await action.run(async () =>
      refusalsOf(
        await create({
          input: {
            offeringId: wanted.offeringId,
            from: wanted.from,
            ...(mode === 'NIGHTLY' && { to: wanted.to }),
            quantity: Number(given('quantity')),
            notes: given('notes'),
            guest: { name: given('name'), ...optional('email'), ...optional('phone') },
            idempotencyKey: crypto.randomUUID(),
          },
        }),
        (data) => data.createBooking,
      ),
    );
    if (done) onClose();
  }

  const alternatives = alternativesOf(action.errors);
  const fields = ['from', 'to', 'quantity', 'notes', 'guest.name', 'guest.email', 'guest.phone'];
  const rest = alternatives === undefined ? action.restOf(...fields) : null;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <p>{text.bookings.newBookingLead}</p>
        <NativeSelect
          label={text.bookings.offering}
          value={wanted.offeringId}
          data={alike.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setWanted({ ...wanted, offeringId: event.currentTarget.value })}
        />
        <SlotFields
          mode={mode}
          from={wanted.from}
          to={wanted.to}
          action={action}
          onChange={(from, to) => setWanted({ ...wanted, from, to })}
        />
        {alternatives !== undefined && (
          <Alternatives
            of={alternatives}
            message={action.restOf() ?? text.bookings.taken}
            onTake={({ from, to, offering }) => {
              setWanted({ from, to, offeringId: offering?.id ?? wanted.offeringId });
              action.reset();
            }}
          />
        )}
        <Fields>
          <TextInput name="name" label={text.bookings.guestName} error={action.errorOf('guest.name')} required />
          <TextInput
            type="number"
            name="quantity"
            min={1}
            defaultValue={1}
            label={text.bookings.quantity}
            error={action.errorOf('quantity')}
            required
          />
          <TextInput
            type="email"
            name="email"
            label={`${text.bookings.email} (${text.optional})`}
            error={action.errorOf('guest.email')}
          />
          <TextInput
            type="tel"
            name="phone"
            label={`${text.bookings.phone} (${text.optional})`}
            error={action.errorOf('guest.phone')}
          />
          <Wide>
            <Textarea
              name="notes"
              label={`${text.bookings.notes} (${text.optional})`}
              rows={2}
              error={action.errorOf('notes')}
            />
          </Wide>
        </Fields>
        {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      </Stack>
      <FormActions label={text.bookings.create} busy={action.busy} onLeave={onClose} />
    </form>
  );
}
