import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { CancelPaymentDocument, CapturePaymentDocument, type PaymentPartsFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Confirm } from '../ui/confirm.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './payment-actions.module.css';
import { RefundPayment } from './refund-payment.js';

/** What the ledger allows next. Refunds are the owner’s. */
export function PaymentActions({ payment, mayRefund }: { payment: PaymentPartsFragment; mayRefund: boolean }) {
  const text = useText();
  const action = useAction();
  const [open, setOpen] = useState<'refund' | 'cancel' | null>(null);
  const [, capture] = useMutation(CapturePaymentDocument);
  const [, cancel] = useMutation(CancelPaymentDocument);
  const can = payment.allowedTransitions;
  const atDesk = payment.gateway === 'desk';
  const capturable = payment.status === 'AUTHORIZED' || (atDesk && payment.status === 'CREATED');
  const left = payment.captured.amount - payment.refunded.amount - payment.refundPending.amount;

  const rest = action.restOf();
  return (
    <div className={styles.actions}>
      {can.includes('CANCELLED') && (
        <Button variant="default" onClick={() => setOpen('cancel')}>
          {text.payments.cancel}
        </Button>
      )}
      {mayRefund && can.includes('REFUNDED') && left > 0 && (
        <Button variant="default" onClick={() => setOpen('refund')}>
          {text.payments.refund}
        </Button>
      )}
      {capturable && (
        <Button
          loading={action.busy}
          onClick={() =>
            void action.run(async () =>
              refusalsOf(
                await capture({ input: { id: payment.id, idempotencyKey: crypto.randomUUID() } }),
                (data) => data.capturePayment,
              ),
            )
          }
        >
          {text.payments.capture}
        </Button>
      )}
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      {open === 'refund' && <RefundPayment payment={payment} left={left} onClose={() => setOpen(null)} />}
      {open === 'cancel' && (
        <Confirm
          title={text.payments.cancel}
          text={text.payments.cancelText}
          action={text.payments.cancel}
          onClose={() => setOpen(null)}
          onConfirm={async () => {
            const refused = refusalsOf(
              await cancel({ input: { id: payment.id, idempotencyKey: crypto.randomUUID() } }),
              (data) => data.cancelPayment,
            );
            return refused.map(({ message }) => message).join(' ') || null;
          }}
        />
      )}
    </div>
  );
}
