import { Refusal } from '../errors.js';
import type { AlertStatus } from '../generated/prisma/enums.js';

/** What can follow on what. */
export const alertTransitions: Readonly<Record<AlertStatus, readonly AlertStatus[]>> = {
  OPEN: ['ACKNOWLEDGED', 'RESOLVED'],
  ACKNOWLEDGED: ['RESOLVED'],
  RESOLVED: [],
};

export function refuseAlertTransition(from: AlertStatus, to: AlertStatus): void {
  const allowed = alertTransitions[from];
  if (!allowed.includes(to)) throw new Refusal('INVALID_TRANSITION', { from, allowed });
}
