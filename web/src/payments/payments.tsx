import { NativeSelect } from '@mantine/core';
import { useFeed } from 'frontdesk/react';
import { useRef, useState } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import {
  type ListedPaymentFragment,
  PaymentEventsDocument,
  type PaymentStatus,
  PaymentsDocument,
  type PropertyPartsFragment,
} from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Card, Screen, Toolbar } from '../ui/layout.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { PaymentTable } from './payment-table.js';

const statuses = [
  'CREATED',
  'PROCESSING',
  'AUTHORIZED',
  'CAPTURED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'FAILED',
  'CANCELLED',
  'DISPUTED',
] as const satisfies readonly PaymentStatus[];

/** The money of a property, for those who may see it. */
export function Payments() {
  const text = useText();
  const { property, managing } = useProperty();
  if (!managing) return <Empty title={text.payments.noAccessTitle} text={text.payments.noAccessText} />;
  return <PaymentsOf property={property} />;
}

function PaymentsOf({ property }: { property: PropertyPartsFragment }) {
  const text = useText();
  const { id: propertyId } = property;
  const [status, setStatus] = useState<PaymentStatus | undefined>();
  const asOf = useRef<string | null>(null);
  const list = useLiveList({
    query: PaymentsDocument,
    variables: { filter: { propertyId, ...(status !== undefined && { statuses: [status] }) }, first: 50 },
    pick: ({ payments }) => {
      asOf.current ??= payments.asOf ?? null;
      return payments;
    },
    matches: (payment) => status === undefined || payment.status === status,
    compare: newest,
  });
  useFeed(PaymentEventsDocument, {
    variables: { propertyId },
    after: asOf.current,
    onEvent(event) {
      if ('payment' in event && event.payment != null) list.take(event.payment, undefined);
    },
    onReset: list.reload,
  });
  const { rows } = list;
  return (
    <Screen wide title={text.payments.title} lead={text.payments.lead}>
      <Toolbar>
        <NativeSelect
          aria-label={text.payments.status}
          value={status ?? ''}
          data={[
            { value: '', label: text.payments.any },
            ...statuses.map((value) => ({ value, label: text.payments.statuses[value] })),
          ]}
          onChange={(event) => setStatus(statuses.find((value) => value === event.currentTarget.value))}
        />
      </Toolbar>
      <Card flush>
        {rows === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {rows?.length === 0 && <Empty title={text.payments.emptyTitle} text={text.payments.emptyText} />}
        {rows !== undefined && rows.length > 0 && <PaymentTable slug={property.slug} rows={rows} />}
      </Card>
      <More list={list} />
    </Screen>
  );
}

const newest = (a: ListedPaymentFragment, b: ListedPaymentFragment): number =>
  Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? 1 : -1);
