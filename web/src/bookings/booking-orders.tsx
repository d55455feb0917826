import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { BookingOrdersDocument, type BookingPartsFragment } from '../generated/graphql.js';
import { OrderBadge } from '../orders/order-badge.js';
import { PlaceOrder } from '../orders/place-order.js';
import { useText } from '../text/text.js';
import { Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { useMoney } from '../ui/money.js';
import { Empty, Failed, Rows } from '../ui/states.js';

/** What was ordered for a booking, and how far it is. */
export function BookingOrders({ booking, slug }: { booking: BookingPartsFragment; slug: string }) {
  const text = useText();
  const money = useMoney();
  const [ordering, setOrdering] = useState(false);
  const [{ data, error }, again] = useQuery({ query: BookingOrdersDocument, variables: { id: booking.id } });
  const orders = data?.booking?.orders.nodes;
  const here = booking.status === 'CONFIRMED' || booking.status === 'CHECKED_IN';
  return (
    <Card
      title={text.orders.mine}
      actions={
        here ? (
          <Button variant="default" onClick={() => setOrdering(true)}>
            {text.orders.order}
          </Button>
        ) : undefined
      }
      flush
    >
      {orders === undefined && (error === undefined ? <Rows count={2} /> : <Failed error={error} onRetry={again} />)}
      {orders?.length === 0 && <Empty title={text.orders.noneTitle} text={text.orders.noneText} />}
      {orders !== undefined && orders.length > 0 && (
        <List label={text.orders.mine}>
          {orders.toReversed().map((order) => (
            <ListRow
              key={order.id}
              title={order.lines.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ')}
              detail={`${order.code} · ${money(order.total)}`}
            >
              <OrderBadge status={order.status} />
            </ListRow>
          ))}
        </List>
      )}
      {ordering && <PlaceOrder bookingId={booking.id} slug={slug} onClose={() => setOrdering(false)} />}
    </Card>
  );
}
