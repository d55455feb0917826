import { accountPolicy } from '../accounts/policy.js';
import { activityPolicy } from '../activity/policy.js';
import { alertPolicy } from '../alerts/policy.js';
import { announcementPolicy } from '../announcements/policy.js';
import { attachmentPolicy } from '../attachments/policy.js';
import { auditPolicy } from '../audit/policy.js';
import { bookingPolicy } from '../bookings/policy.js';
import { broadcastPolicy } from '../broadcasts/policy.js';
import { dashboardPolicy } from '../dashboard/policy.js';
import { jobPolicy } from '../jobs/policy.js';
import { messagingPolicy } from '../messaging/policy.js';
import { nodePolicy } from '../nodes/policy.js';
import { notificationPolicy } from '../notifications/policy.js';
import { offeringPolicy } from '../offerings/policy.js';
import { orderPolicy } from '../orders/policy.js';
import { paymentPolicy } from '../payments/policy.js';
import { presencePolicy } from '../presence/policy.js';
import { propertyPolicy } from '../properties/policy.js';
import { providerPolicy } from '../providers/policy.js';
import { schemaPolicy } from '../schema/policy.js';

/** The lines by area, in the order in which they are printed. */
export const areas = {
  'Anything by its id': schemaPolicy,
  Accounts: accountPolicy,
  Properties: propertyPolicy,
  Offerings: offeringPolicy,
  Bookings: bookingPolicy,
  Payments: paymentPolicy,
  Orders: orderPolicy,
  Messaging: messagingPolicy,
  Attachments: attachmentPolicy,
  Presence: presencePolicy,
  Providers: providerPolicy,
  Notifications: notificationPolicy,
  Announcements: announcementPolicy,
  'Events of your own': broadcastPolicy,
  Dashboards: dashboardPolicy,
  Activity: activityPolicy,
  Alerts: alertPolicy,
  'The audit trail': auditPolicy,
  Operations: { ...nodePolicy, ...jobPolicy },
};

/** Every query, mutation, feed and restricted field has its line here; a test fails for one without. */
export const policy = {
  ...schemaPolicy,
  ...accountPolicy,
  ...propertyPolicy,
  ...offeringPolicy,
  ...bookingPolicy,
  ...paymentPolicy,
  ...orderPolicy,
  ...messagingPolicy,
  ...attachmentPolicy,
  ...presencePolicy,
  ...providerPolicy,
  ...notificationPolicy,
  ...announcementPolicy,
  ...broadcastPolicy,
  ...dashboardPolicy,
  ...activityPolicy,
  ...alertPolicy,
  ...auditPolicy,
  ...nodePolicy,
  ...jobPolicy,
};
