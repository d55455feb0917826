import { useQuery } from 'urql';
import { SeriesDocument, type SeriesPartsFragment } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { addDays, localTime } from '../ui/days.js';
import { Card } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { Chart, type Point } from './charts.js';
import styles from './series.module.css';
import { useDashboard } from './use-dashboard.js';

const weeks = 4;

/** Four weeks by the day. The last one is today, and moves. */
export function Series(props: { propertyId: string | null; today: string; money: boolean }) {
  const { propertyId, today, money } = props;
  const { text, language } = useSpeech();
  const when = useWhen();
  const amount = useMoney();
  const from = addDays(today, 1 - 7 * weeks);
  const [{ data, error }, again] = useQuery({
    query: SeriesDocument,
    variables: { propertyId, from, to: addDays(today, 1), money },
  });
  const { numbers } = useDashboard(propertyId, money);
  if (data === undefined)
    return <Card flush>{error === undefined ? <Rows count={5} /> : <Failed error={error} onRetry={again} />}</Card>;

  const { overview } = text;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const whole = new Intl.NumberFormat(language);
  /** Today is counted by the feed, the days before it do not change any more. */
  const pointsOf = (series: SeriesPartsFragment, now: number | null | undefined): Point[] =>
    series.points.map(({ at, value }, index, all) => ({
      name: when.day(localTime(at, series.timeZone).slice(0, 10)),
      value: index === all.length - 1 && now != null ? now : (value ?? null),
    }));
  const { currency } = data.revenue ?? {};
  const revenue = numbers?.revenues?.find((sum) => sum.currency === currency)?.amount;
  const last = (points: readonly Point[], say: (value: number) => string) => say(points.at(-1)?.value ?? 0);
  const occupancy = pointsOf(data.occupancy, numbers?.occupancy);
  const made = pointsOf(data.bookings, numbers?.bookingsToday);
  const saySum = (value: number) => amount({ amount: Math.round(value), currency: currency ?? 'EUR' });
  const taken = data.revenue == null || currency == null ? null : pointsOf(data.revenue, revenue);
  const rest = { lead: overview.perDay };
  return (
    <div className={styles.charts}>
      <Chart
        title={overview.occupancy}
        kind="area"
        most={1}
        points={occupancy}
        say={(value) => percent.format(value)}
        now={last(occupancy, (value) => percent.format(value))}
        {...rest}
      />
      <Chart
        title={overview.bookings}
        kind="bars"
        points={made}
        say={(value) => whole.format(value)}
        now={last(made, (value) => whole.format(value))}
        {...rest}
      />
      {taken !== null && (
        <Chart title={overview.revenue} kind="bars" points={taken} say={saySum} now={last(taken, saySum)} {...rest} />
      )}
    </div>
  );
}
