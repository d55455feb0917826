import { accountVerdicts } from './accounts.verdicts.js';
import { activityVerdicts } from './activity.verdicts.js';
import { alertVerdicts } from './alerts.verdicts.js';
import { attachmentVerdicts } from './attachments.verdicts.js';
import { auditVerdicts } from './audit.verdicts.js';
import { bookingVerdicts } from './bookings.verdicts.js';
import { broadcastVerdicts } from './broadcasts.verdicts.js';
import { dashboardVerdicts } from './dashboard.verdicts.js';
import { feedVerdicts } from './feeds.verdicts.js';
import { messagingVerdicts } from './messaging.verdicts.js';
import { nodeVerdicts } from './nodes.verdicts.js';
import { notificationVerdicts } from './notifications.verdicts.js';
import { offeringVerdicts } from './offerings.verdicts.js';
import { operationsVerdicts } from './operations.verdicts.js';
import { orderVerdicts } from './orders.verdicts.js';
import { paymentVerdicts } from './payments.verdicts.js';
import { propertyVerdicts } from './properties.verdicts.js';
import { providerVerdicts } from './providers.verdicts.js';
import type { Expected } from './verdict.js';

/**
 * What is right, written down by people and never read from the policy. An operation needs one entry in the table of
 * its area: how to ask, and the verdicts. A name may go on after a blank (`inviteMember as MANAGER`).
 */
export const verdicts: Record<string, Expected> = {
  ...accountVerdicts,
  ...propertyVerdicts,
  ...broadcastVerdicts,
  ...offeringVerdicts,
  ...bookingVerdicts,
  ...paymentVerdicts,
  ...orderVerdicts,
  ...messagingVerdicts,
  ...attachmentVerdicts,
  ...providerVerdicts,
  ...notificationVerdicts,
  ...dashboardVerdicts,
  ...activityVerdicts,
  ...alertVerdicts,
  ...auditVerdicts,
  ...feedVerdicts,
  ...nodeVerdicts,
  ...operationsVerdicts,
};
