import { NativeSelect, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { CapturePaymentDocument, CreatePaymentDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { type Amount, majorUnits, minorUnits, smallestStep } from '../ui/money.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const methods = ['card', 'cash', 'transfer'] as const;

/** Money that changes hands at the desk: made out and taken in one go. */
export function TakePayment(props: { bookingId: string; due: Amount; onClose: () => void }) {
  const { bookingId, due, onClose } = props;
  const text = useText();
  const action = useAction();
  const [, create] = useMutation(CreatePaymentDocument);
  const [, capture] = useMutation(CapturePaymentDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const amount = minorUnits(String(form.get('amount')), due.currency);
    const method = String(form.get('method'));
    const done = await action.run(async () => {
      const made = await create({
        input: {
          bookingId,
          gateway: 'desk',
          method,
          idempotencyKey: crypto.randomUUID(),
          ...(amount !== null && { amount }),
        },
      });
      const refused = refusalsOf(made, (data) => data.createPayment);
      const payment = made.data?.createPayment.payment;
      if (payment == null) return refused;
      return refusalsOf(
        await capture({ input: { id: payment.id, idempotencyKey: crypto.randomUUID() } }),
        (data) => data.capturePayment,
      );
    });
    if (done) onClose();
  }

  const rest = action.restOf('amount', 'method');
  return (
    <Dialog title={text.payments.take} lead={text.payments.takeLead} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            type="number"
            name="amount"
            label={`${text.payments.amount} (${due.currency})`}
            defaultValue={majorUnits(due)}
            min={0}
            step={smallestStep(due.currency)}
            error={action.errorOf('amount')}
            required
          />
          <NativeSelect
            name="method"
            label={text.payments.method}
            data={methods.map((value) => ({ value, label: text.payments.methods[value] }))}
            error={action.errorOf('method')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.payments.take} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
