import type { ProviderStatus } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Badge, type Tone } from '../ui/badge.js';

const tones: Record<ProviderStatus, Tone> = { AVAILABLE: 'lamp', BUSY: 'amber', UNAVAILABLE: 'red', OFF_DUTY: 'gray' };

export function ProviderBadge({ status }: { status: ProviderStatus }) {
  const text = useText();
  return <Badge tone={tones[status]}>{text.providers.statuses[status]}</Badge>;
}
