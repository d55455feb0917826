import type { OrderStatus } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Badge, type Tone } from '../ui/badge.js';

const tones: Record<OrderStatus, Tone> = {
  PLACED: 'amber',
  ACCEPTED: 'blue',
  PREPARING: 'blue',
  READY: 'lamp',
  DELIVERED: 'gray',
  CANCELLED: 'gray',
  REJECTED: 'red',
};

export function OrderBadge({ status }: { status: OrderStatus }) {
  const text = useText();
  return <Badge tone={tones[status]}>{text.orders.statuses[status]}</Badge>;
}
