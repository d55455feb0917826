import { Link } from '@tanstack/react-router';
import type { ListedPaymentFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { useMoney } from '../ui/money.js';
import { useWhen } from '../ui/use-when.js';
import { PaymentBadge } from './payment-badge.js';
import styles from './payment-table.module.css';

export function PaymentTable(props: { slug: string; rows: readonly ListedPaymentFragment[] }) {
  const text = useText();
  const money = useMoney();
  const when = useWhen();
  return (
    <ul className={styles.list} aria-label={text.payments.title}>
      {props.rows.map((payment) => {
        const booking = payment.booking ?? payment.order?.booking;
        return (
          <li key={payment.id} className={styles.row}>
            <span className={styles.who}>
              <Link
                to="/properties/$slug/payments/$id"
                params={{ slug: props.slug, id: payment.id }}
                className={styles.name}
              >
                {booking?.guestName ?? payment.order?.code ?? text.payments.one}
              </Link>
              <span className={styles.soft}>{[booking?.code, payment.order?.code].filter(Boolean).join(' · ')}</span>
            </span>
            <span className={styles.soft}>
              {text.payments.gateways[payment.gateway] ?? payment.gateway}
              <br />
              {when.moment(payment.createdAt)}
            </span>
            <span className={styles.amount}>{money(payment.amount)}</span>
            <span className={styles.status}>
              <PaymentBadge status={payment.status} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
