import type { Policy, Rule } from '../policy/rule.js';

const oneself: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };
const platform: Rule = { admin: 'all', superAdmin: 'all' };

export const notificationPolicy = {
  notifications: oneself,
  notificationGroups: oneself,
  markNotificationsSeen: oneself,
  markNotificationsRead: oneself,
  markAllNotificationsRead: oneself,
  archiveNotifications: oneself,
  deleteNotifications: oneself,
  updateNotificationPreferences: oneself,
  registerPushSubscription: oneself,
  removePushSubscription: oneself,
  emailDeliveries: platform,
  emailTemplates: platform,
  emailPreview: platform,
  devMailbox: platform,
  retryEmail: platform,
  resendEmail: platform,
  updateEmailTemplate: platform,
  resetEmailTemplate: platform,
} as const satisfies Policy;
