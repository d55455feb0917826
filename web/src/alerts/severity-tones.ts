import type { AlertSeverity } from '../generated/graphql.js';
import type { Tone } from '../ui/badge.js';

export const severityTones: Record<AlertSeverity, Tone> = { INFO: 'blue', WARNING: 'amber', CRITICAL: 'red' };
