import { useText } from '../text/text.js';
import { type Amount, useMoney } from '../ui/money.js';
import styles from './numbers.module.css';

/** What was taken in each currency, and what a unit brought on average: they do not add up. */
export function Revenue({ sums, rates }: { sums: readonly Amount[]; rates: readonly Amount[] }) {
  const { overview, none } = useText();
  const money = useMoney();
  const currencies = [...new Set([...sums, ...rates].map(({ currency }) => currency))];
  return (
    <li className={styles.tile} data-wide={currencies.length > 1}>
      <span className={styles.name}>{overview.revenue}</span>
      {currencies.length === 0 && <span className={styles.value}>{none}</span>}
      <span className={styles.sums}>
        {currencies.map((currency) => {
          const sum = sums.find((one) => one.currency === currency);
          const rate = rates.find((one) => one.currency === currency);
          const value = sum === undefined ? none : money(sum);
          return (
            <span key={currency} className={styles.sum}>
              <span className={styles.value} data-long={value.length > 12 || currencies.length > 1}>
                {value}
              </span>
              {rate !== undefined && <span className={styles.more}>{overview.rate(money(rate))}</span>}
            </span>
          );
        })}
      </span>
    </li>
  );
}
