import type { PaymentPartsFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Card } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { useWhen } from '../ui/use-when.js';
import styles from './ledger.module.css';

/** Each movement, in the order in which it happened. */
export function Ledger({ payment, timeZone }: { payment: PaymentPartsFragment; timeZone: string }) {
  const text = useText();
  const money = useMoney();
  const when = useWhen();
  return (
    <Card title={text.payments.ledger} flush>
      {payment.ledger.length === 0 ? (
        <p className={styles.empty}>{text.payments.ledgerEmpty}</p>
      ) : (
        <ol className={styles.ledger} aria-live="polite">
          {payment.ledger.map((entry) => (
            <li key={entry.id} className={styles.entry}>
              <span>
                <b>{text.payments.kinds[entry.kind]}</b>
                {entry.note != null && <span className={styles.soft}>{entry.note}</span>}
                <span className={styles.soft}>{when.moment(entry.at, timeZone)}</span>
              </span>
              <span className={styles.amount}>{money(entry.amount)}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
