import { TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { type PaymentPartsFragment, RefundPaymentDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { majorUnits, minorUnits, smallestStep } from '../ui/money.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

/** All of it, unless less is typed. More than was taken the ledger refuses. */
export function RefundPayment(props: { payment: PaymentPartsFragment; left: number; onClose: () => void }) {
  const { payment, left, onClose } = props;
  const { currency } = payment.amount;
  const text = useText();
  const action = useAction();
  const [, refund] = useMutation(RefundPaymentDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const amount = minorUnits(String(form.get('amount')), currency);
    const reason = String(form.get('reason')).trim();
    const done = await action.run(async () =>
      refusalsOf(
        await refund({
          input: {
            id: payment.id,
            idempotencyKey: crypto.randomUUID(),
            ...(amount !== null && { amount }),
            ...(reason !== '' && { reason }),
          },
        }),
        (data) => data.refundPayment,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('amount', 'reason');
  return (
    <Dialog title={text.payments.refund} lead={text.payments.refundLead} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            type="number"
            name="amount"
            label={`${text.payments.amount} (${currency})`}
            defaultValue={majorUnits({ amount: left, currency })}
            min={0}
            step={smallestStep(currency)}
            error={action.errorOf('amount')}
            required
          />
          <TextInput
            name="reason"
            label={`${text.payments.reason} (${text.optional})`}
            error={action.errorOf('reason')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.payments.refund} busy={action.busy} danger onLeave={onClose} />
      </form>
    </Dialog>
  );
}
