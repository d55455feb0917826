import type { BookingStatus } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Badge, type Tone } from '../ui/badge.js';

const tones: Record<BookingStatus, Tone> = {
  PENDING: 'amber',
  CONFIRMED: 'lamp',
  CHECKED_IN: 'blue',
  COMPLETED: 'gray',
  DECLINED: 'red',
  CANCELLED: 'red',
  EXPIRED: 'gray',
  NO_SHOW: 'red',
};

export function BookingBadge({ status }: { status: BookingStatus }) {
  const text = useText();
  return <Badge tone={tones[status]}>{text.bookings.statuses[status]}</Badge>;
}
