import type { NotificationChannel, NotificationPriority, NotificationType } from '../generated/prisma/enums.js';

const all: readonly NotificationChannel[] = ['IN_APP', 'EMAIL', 'WEB_PUSH', 'TELEGRAM'];
const atOnce: readonly NotificationChannel[] = ['IN_APP', 'WEB_PUSH', 'TELEGRAM'];

/** By which channels somebody hears of a type who has said nothing else. */
const channelsOf: Readonly<Record<NotificationType, readonly NotificationChannel[]>> = {
  BOOKING: all,
  TOUR: all,
  PAYMENT: all,
  ORDER: atOnce,
  MESSAGE: ['IN_APP', 'EMAIL', 'WEB_PUSH'],
  PROVIDER: all,
  PROPERTY: ['IN_APP', 'EMAIL'],
  ALERT: all,
  METRIC: ['IN_APP'],
  ACTIVITY: ['IN_APP'],
  SYSTEM: all,
  PROMOTION: ['IN_APP'],
};

export const isDefault = (type: NotificationType, channel: NotificationChannel): boolean =>
  channelsOf[type].includes(channel);

/** Days after which a notification is forgotten by itself. */
export const daysKept: Readonly<Record<NotificationPriority, number>> = {
  LOW: 14,
  MEDIUM: 30,
  HIGH: 90,
  CRITICAL: 365,
};
/** What was deleted is kept for a while, so that its cause makes no new one. */
export const daysDeletedKept = 7;
