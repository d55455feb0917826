import { useState } from 'react';
import { useMutation } from 'urql';
import { type BookingPartsFragment, RescheduleBookingDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { Alternatives, alternativesOf } from './alternatives.js';
import { SlotFields } from './slot-fields.js';

/** Another time for a booking. Where that is taken, one takes what is free. */
export function RescheduleBooking({ booking, onClose }: { booking: BookingPartsFragment; onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const [slot, setSlot] = useState({ from: booking.from, to: booking.to });
  const [, reschedule] = useMutation(RescheduleBookingDocument);
  const nightly = booking.offering.mode === 'NIGHTLY';

  async function move(to: { from: string; to: string; offeringId?: string }) {
    const done = await action.run(async () =>
      refusalsOf(
        await reschedule({
          input: {
            id: booking.id,
            from: to.from,
            ...(nightly && { to: to.to }),
            ...(to.offeringId !== undefined && { offeringId: to.offeringId }),
            idempotencyKey: crypto.randomUUID(),
          },
        }),
        (data) => data.rescheduleBooking,
      ),
    );
    if (done) onClose();
  }

  const alternatives = alternativesOf(action.errors);
  const rest = alternatives === undefined ? action.restOf('from', 'to') : null;
  return (
    <Dialog title={text.bookings.reschedule} lead={text.bookings.rescheduleText} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void move(slot);
        }}
      >
        <Stack>
          <SlotFields
            mode={booking.offering.mode}
            {...slot}
            action={action}
            onChange={(from, to) => setSlot({ from, to })}
          />
          {alternatives !== undefined && (
            <Alternatives
              of={alternatives}
              message={action.restOf() ?? text.bookings.taken}
              onTake={({ from, to, offering }) =>
                void move({ from, to, ...(offering != null && { offeringId: offering.id }) })
              }
            />
          )}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.bookings.reschedule} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
