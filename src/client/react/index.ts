/** React hooks over urql and the client. This file is their door: what is not named here is not part of it. */
export { feedExchange, reloadExchange } from './exchanges.js';
export type { FeedStatus } from './live-feeds.js';
export { FrontdeskProvider, useFrontdesk } from './provider.js';
export { type BookingNow, type BookingView, useBooking } from './use-booking.js';
export { type ConnectionView, useConnectionState } from './use-connection-state.js';
export { type FeedOptions, type FeedState, type FeedView, useFeed } from './use-feed.js';
export {
  type Notice,
  type NoticeFilter,
  type NotificationOptions,
  type NotificationsView,
  useNotifications,
} from './use-notifications.js';
export { type PersonPresence, usePresence } from './use-presence.js';
export { type TypingView, type Typist, useTyping } from './use-typing.js';
export { type Onlooker, useViewing } from './use-viewing.js';
