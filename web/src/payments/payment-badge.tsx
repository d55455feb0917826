import type { PaymentStatus } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Badge, type Tone } from '../ui/badge.js';

const tones: Record<PaymentStatus, Tone> = {
  CREATED: 'gray',
  PROCESSING: 'amber',
  AUTHORIZED: 'blue',
  CAPTURED: 'lamp',
  PARTIALLY_REFUNDED: 'amber',
  REFUNDED: 'gray',
  FAILED: 'red',
  CANCELLED: 'gray',
  DISPUTED: 'red',
};

export function PaymentBadge({ status }: { status: PaymentStatus }) {
  const text = useText();
  return <Badge tone={tones[status]}>{text.payments.statuses[status]}</Badge>;
}
