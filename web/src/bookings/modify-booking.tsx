import { Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { type BookingPartsFragment, ModifyBookingDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Fields, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

/** Who comes, how many, and what they wish for. */
export function ModifyBooking(props: { booking: BookingPartsFragment; desk: boolean; onClose: () => void }) {
  const { booking, onClose } = props;
  const text = useText();
  const action = useAction();
  const [, modify] = useMutation(ModifyBookingDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name) ?? '').trim();
    const partySize = Number(given('partySize'));
    const quantity = Number(given('quantity'));
    const name = given('name');
    const done = await action.run(async () =>
      refusalsOf(
        await modify({
          input: {
            id: booking.id,
            expectedVersion: booking.version,
            idempotencyKey: crypto.randomUUID(),
            notes: given('notes'),
            ...(partySize > 0 && { partySize }),
            ...(quantity !== booking.quantity && { quantity }),
            ...(props.desk && name !== booking.guestName && { guest: { name } }),
          },
        }),
        (data) => data.modifyBooking,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('notes', 'partySize', 'quantity', 'guest.name');
  return (
    <Dialog title={text.bookings.edit} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {props.desk && (
            <TextInput
              name="name"
              label={text.bookings.guestName}
              defaultValue={booking.guestName}
              error={action.errorOf('guest.name')}
              required
            />
          )}
          <Fields>
            <TextInput
              type="number"
              name="quantity"
              min={1}
              label={text.bookings.quantity}
              defaultValue={booking.quantity}
              error={action.errorOf('quantity')}
              required
            />
            <TextInput
              type="number"
              name="partySize"
              min={1}
              label={text.bookings.partySize}
              defaultValue={booking.partySize ?? ''}
              error={action.errorOf('partySize')}
            />
          </Fields>
          <Textarea
            name="notes"
            label={text.bookings.notes}
            defaultValue={booking.notes}
            rows={4}
            error={action.errorOf('notes')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.save} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
