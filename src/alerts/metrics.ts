import { median, occupancyOf, type Snapshot } from '../dashboard/snapshot.js';

/** What rules can watch. No money: everybody who works at a property hears of its alerts. */
export const alertMetrics = {
  BOOKINGS_TODAY: ({ bookings }) => bookings,
  NEW_BOOKINGS: ({ newBookings }) => newBookings,
  ARRIVALS_TO_COME: ({ arrivalsToCome }) => arrivalsToCome,
  DEPARTURES_TO_COME: ({ departuresToCome }) => departuresToCome,
  IN_HOUSE: ({ inHouse }) => inHouse,
  OCCUPANCY: occupancyOf,
  OPEN_CONVERSATIONS: ({ openConversations }) => openConversations,
  RESPONSE_SECONDS: ({ answers }) => median(answers),
  ORDERS_TODAY: ({ orders }) => orders,
  OPEN_ORDERS: ({ openOrders }) => openOrders,
} as const satisfies Record<string, (snapshot: Snapshot) => number | null>;

export type AlertMetricName = keyof typeof alertMetrics;

export const isAlertMetric = (name: string): name is AlertMetricName => Object.hasOwn(alertMetrics, name);
