import { conversationField } from '../messaging/conversation-fields.js';
import { threadMessageSent } from '../messaging/message-events.js';
import { messageField } from '../messaging/message-fields.js';
import { eventType } from '../schema/event.js';
import { bookingFeed } from './booking-feed.js';
import { guestNotified } from './events.js';
import { bookingField } from './feeds.js';

eventType(
  threadMessageSent,
  [bookingFeed],
  (t) => ({
    booking: bookingField(t),
    conversation: conversationField(t),
    message: messageField(t),
    sequence: t.int({
      description: 'The number of the message in the thread.',
      resolve: ({ event }) => event.payload.sequence,
    }),
  }),
  { sees: 'Booking.conversation' },
);

eventType(
  guestNotified,
  [bookingFeed],
  (t) => ({
    booking: bookingField(t),
    text: t.string({
      description: 'Of what, by the name of the text: `booking.confirmed`.',
      resolve: ({ event }) => event.payload.text,
    }),
  }),
  { sees: 'Booking.contact' },
);
