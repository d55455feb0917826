import type { PropertyStatus } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Badge, type Tone } from '../ui/badge.js';

const tones: Record<PropertyStatus, Tone> = { ACTIVE: 'lamp', PAUSED: 'amber', MAINTENANCE: 'amber', ARCHIVED: 'gray' };

export function StatusBadge({ status }: { status: PropertyStatus }) {
  const text = useText();
  return <Badge tone={tones[status]}>{text.status[status]}</Badge>;
}
