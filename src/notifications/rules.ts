import { accountRules } from '../accounts/notifications.js';
import { alertRules } from '../alerts/notifications.js';
import { bookingRules } from '../bookings/notifications.js';
import { messagingRules } from '../messaging/notifications.js';
import { offeringRules } from '../offerings/notifications.js';
import { orderRules } from '../orders/notifications.js';
import { paymentRules } from '../payments/notifications.js';
import { propertyRules } from '../properties/notifications.js';
import { providerRules } from '../providers/notifications.js';
import type { Rule } from './rule.js';

/** Everything that people are told by. */
export const rules: readonly Rule[] = [
  ...accountRules,
  ...propertyRules,
  ...offeringRules,
  ...bookingRules,
  ...providerRules,
  ...messagingRules,
  ...orderRules,
  ...paymentRules,
  ...alertRules,
];
