import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  type BillPartsFragment,
  type BillStatus,
  BookingBillDocument,
  type BookingPartsFragment,
} from '../generated/graphql.js';
import { PaymentBadge } from '../payments/payment-badge.js';
import { TakePayment } from '../payments/take-payment.js';
import { useText } from '../text/text.js';
import { Badge, type Tone } from '../ui/badge.js';
import { Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { useMoney } from '../ui/money.js';
import { Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import styles from './booking-bill.module.css';

const tones: Record<BillStatus, Tone> = { PAID: 'lamp', PARTLY_PAID: 'amber', REFUND_DUE: 'red', UNPAID: 'amber' };

/** What it costs, what is paid, and each payment. */
export function BookingBill({ booking, desk, slug }: { booking: BookingPartsFragment; desk: boolean; slug: string }) {
  const text = useText();
  const money = useMoney();
  const when = useWhen();
  const [taking, setTaking] = useState(false);
  const [{ data, error }, again] = useQuery({ query: BookingBillDocument, variables: { id: booking.id } });
  const bill = data?.booking?.bill;
  const payments = data?.booking?.payments?.nodes ?? [];
  const due = bill != null && bill.due.amount > 0;
  return (
    <Card
      title={text.bookings.bill}
      {...(!desk && due && { lead: text.bookings.payAtDesk })}
      actions={
        desk && due ? (
          <Button variant="default" onClick={() => setTaking(true)}>
            {text.payments.take}
          </Button>
        ) : bill != null ? (
          <Badge tone={tones[bill.status]}>{text.bookings.bills[bill.status]}</Badge>
        ) : undefined
      }
      flush
    >
      {bill == null && (error === undefined ? <Rows count={3} /> : <Failed error={error} onRetry={again} />)}
      {bill != null && <Sums bill={bill} />}
      {payments.length > 0 && (
        <List label={text.payments.title}>
          {payments.map((payment) => (
            <ListRow
              key={payment.id}
              title={
                desk ? (
                  <Link to="/properties/$slug/payments/$id" params={{ slug, id: payment.id }}>
                    {money(payment.amount)}
                  </Link>
                ) : (
                  money(payment.amount)
                )
              }
              detail={[
                text.payments.gateways[payment.gateway] ?? payment.gateway,
                payment.method,
                when.moment(payment.createdAt),
              ]
                .filter(Boolean)
                .join(' · ')}
            >
              <PaymentBadge status={payment.status} />
            </ListRow>
          ))}
        </List>
      )}
      {taking && bill != null && <TakePayment bookingId={booking.id} due={bill.due} onClose={() => setTaking(false)} />}
    </Card>
  );
}

function Sums({ bill }: { bill: BillPartsFragment }) {
  const text = useText();
  const money = useMoney();
  const lines = [
    [text.bookings.stayPrice, bill.stay],
    [text.bookings.ordersPrice, bill.orders],
    [text.bookings.paid, bill.paid],
    [text.bookings.returned, bill.returned],
    [text.bookings.open, bill.open],
  ] as const;
  return (
    <dl className={styles.sums}>
      {lines.map(
        ([name, sum], index) =>
          (index === 0 || sum.amount !== 0) && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{money(sum)}</dd>
            </div>
          ),
      )}
      <div className={styles.due}>
        <dt>{text.bookings.due}</dt>
        <dd>{money(bill.due)}</dd>
      </div>
    </dl>
  );
}
