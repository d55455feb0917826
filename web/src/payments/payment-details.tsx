import { Link, useParams } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useQuery } from 'urql';
import {
  PaymentDocument,
  PaymentEventsDocument,
  type PaymentPartsFragment,
  type PropertyPartsFragment,
} from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Fact, Facts } from '../ui/facts.js';
import { Card, Columns, Screen } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useWhen } from '../ui/use-when.js';
import { Ledger } from './ledger.js';
import { PaymentActions } from './payment-actions.js';
import { PaymentBadge } from './payment-badge.js';

export function PaymentDetails() {
  const text = useText();
  const money = useMoney();
  const { id } = useParams({ from: '/desk/properties/$slug/payments/$id' });
  const { property, managing, owning } = useProperty();
  const { slug } = property;
  const [{ data, error }, again] = useQuery({ query: PaymentDocument, variables: { id }, pause: !managing });
  useFeed(PaymentEventsDocument, { variables: { propertyId: property.id }, pause: !managing });
  const payment = data?.payment;
  if (!managing) return <Empty title={text.payments.noAccessTitle} text={text.payments.noAccessText} />;
  if (payment == null) {
    if (error !== undefined) return <Failed error={error} onRetry={again} />;
    return data === undefined ? <Rows /> : <Empty title={text.notFoundTitle} text={text.notFoundText} />;
  }
  return (
    <Screen
      title={money(payment.amount)}
      back={
        <Link to="/properties/$slug/payments" params={{ slug }}>
          {text.payments.back}
        </Link>
      }
      lead={
        <span role="status">
          <PaymentBadge status={payment.status} />
        </span>
      }
      actions={<PaymentActions payment={payment} mayRefund={owning} />}
    >
      <Columns>
        <div>
          <Ledger payment={payment} timeZone={property.timeZone} />
        </div>
        <div>
          <About payment={payment} property={property} />
        </div>
      </Columns>
    </Screen>
  );
}

function About({ payment, property }: { payment: PaymentPartsFragment; property: PropertyPartsFragment }) {
  const text = useText();
  const money = useMoney();
  const when = useWhen();
  const booking = payment.booking ?? payment.order?.booking;
  return (
    <Card title={text.payments.one}>
      <Facts>
        {booking != null && (
          <Fact name={text.payments.for}>
            <Link to="/properties/$slug/bookings/$code" params={{ slug: property.slug, code: booking.code }}>
              {`${booking.guestName} · ${booking.code}`}
            </Link>
          </Fact>
        )}
        {payment.order != null && <Fact name={text.orders.mine}>{payment.order.code}</Fact>}
        <Fact name={text.payments.method}>
          {[text.payments.gateways[payment.gateway] ?? payment.gateway, payment.method].filter(Boolean).join(' · ')}
        </Fact>
        <Fact name={text.payments.captured}>{money(payment.captured)}</Fact>
        {payment.refunded.amount > 0 && <Fact name={text.payments.refunded}>{money(payment.refunded)}</Fact>}
        {payment.refundPending.amount > 0 && <Fact name={text.payments.due}>{money(payment.refundPending)}</Fact>}
        {payment.failureReason != null && <Fact name={text.payments.reason}>{payment.failureReason}</Fact>}
        <Fact name={text.bookings.made}>{when.moment(payment.createdAt, property.timeZone)}</Fact>
      </Facts>
    </Card>
  );
}
