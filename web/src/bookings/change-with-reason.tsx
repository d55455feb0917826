import { Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import type { BookingPartsFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import type { Action } from '../ui/use-action.js';

/** Asks once more, says what it costs, and lets one say why. */
export function ChangeWithReason(props: {
  booking: BookingPartsFragment;
  to: 'DECLINED' | 'CANCELLED' | 'NO_SHOW';
  /** Whether it is the guest who does it: then it may cost something. */
  guest: boolean;
  action: Action;
  onClose: () => void;
  onChange: (reason: string | undefined) => Promise<boolean>;
}) {
  const text = useText();
  const { booking, to, action } = props;
  const late = props.guest && to === 'CANCELLED' && Date.parse(booking.freeCancellationUntil) < Date.now();
  const percent = booking.lateCancellationFeePercent;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    if (await props.onChange(reason === '' ? undefined : reason)) props.onClose();
  }

  const rest = action.restOf('reason');
  return (
    <Dialog title={text.bookings.actions[to]} lead={text.bookings.asks[to]} onClose={props.onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {late && percent != null && <Notice kind="note">{text.bookings.feePercent(percent)}</Notice>}
          <Textarea
            name="reason"
            label={`${text.bookings.reason} (${text.optional})`}
            description={props.guest ? undefined : text.bookings.reasonHint}
            maxLength={500}
            rows={3}
            error={action.errorOf('reason')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions
          label={text.bookings.actions[to]}
          busy={action.busy}
          danger
          leave={text.bookings.keep}
          onLeave={props.onClose}
        />
      </form>
    </Dialog>
  );
}
