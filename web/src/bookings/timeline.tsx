import type { CombinedError } from 'urql';
import type { TimelineEventFragment } from '../generated/graphql.js';
import { type Catalog, useText } from '../text/text.js';
import { Card } from '../ui/layout.js';
import { type Amount, useMoney } from '../ui/money.js';
import { Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import styles from './timeline.module.css';

type Event = TimelineEventFragment;

/** What happened to a booking, the newest first. */
export function Timeline(props: {
  events: readonly Event[] | undefined;
  error: CombinedError | undefined;
  onRetry: () => void;
  timeZone: string;
}) {
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  const { events } = props;
  return (
    <Card title={text.bookings.timeline}>
      {events === undefined &&
        (props.error === undefined ? <Rows /> : <Failed error={props.error} onRetry={props.onRetry} />)}
      {events?.length === 0 && <p className={styles.soft}>{text.bookings.timelineEmpty}</p>}
      {events !== undefined && events.length > 0 && (
        <ol className={styles.timeline} aria-live="polite" aria-relevant="additions">
          {events.toReversed().map((event) => {
            const told = inWords(event, text, money);
            return (
              told !== null && (
                <li key={event.id} className={styles.event} data-kind={toneOf(event)}>
                  <p className={styles.what}>{told.what}</p>
                  {told.why !== null && <p className={styles.why}>{told.why}</p>}
                  <p className={styles.soft}>
                    {[actorOf(event, text), event.occurredAt != null && when.moment(event.occurredAt, props.timeZone)]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </li>
              )
            );
          })}
        </ol>
      )}
    </Card>
  );
}

function actorOf({ actor }: Event, text: Catalog): string {
  if (actor == null || actor.kind === 'SYSTEM') return text.bookings.system;
  return actor.name ?? text.bookings.somebody;
}

const toneOf = (event: Event): string => {
  if (event.__typename === 'BookingStatusChanged')
    return ['CANCELLED', 'DECLINED', 'NO_SHOW', 'EXPIRED'].includes(event.to) ? 'bad' : 'good';
  return event.__typename.startsWith('Payment') ? 'money' : 'plain';
};

/** Null for what says nothing to people. */
function inWords(
  event: Event,
  text: Catalog,
  money: (amount: Amount) => string,
): { what: string; why: string | null } | null {
  const { events, statuses } = text.bookings;
  const plain = (what: string) => ({ what, why: null });
  switch (event.__typename) {
    case 'BookingCreated':
      return plain(`${text.bookings.one}: ${statuses[event.status]}`);
    case 'BookingStatusChanged':
      return { what: statuses[event.to], why: event.reason ?? null };
    case 'BookingModified': {
      const changes = new Set(event.changes.map((name) => text.bookings.changes[name] ?? text.bookings.details));
      return plain(events.modified([...changes].join(', ')));
    }
    case 'BookingProviderChanged':
      return plain(event.provider == null ? events.unassigned : events.assigned(event.provider.name));
    case 'BookingReminded':
      return plain(events.reminded);
    case 'OrderPlaced':
      return plain(events.order(event.order?.code ?? ''));
    case 'OrderStatusChanged':
      return plain(events.orderStatus(event.order?.code ?? '', text.orders.statuses[event.orderTo]));
    case 'PaymentStatusChanged':
      return plain(
        events.payment(
          event.payment == null ? '' : money(event.payment.amount),
          text.payments.statuses[event.paymentTo],
        ),
      );
    case 'ThreadMessageSent':
      return { what: events.wrote, why: event.message?.body || null };
    case 'GuestNotified':
      return plain(events.notified);
    case 'PaymentUpdated':
      return plain(events.paymentUpdated);
    default:
      return null;
  }
}
