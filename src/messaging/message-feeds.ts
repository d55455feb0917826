import { viewerFeed } from '../accounts/feeds.js';
import { userField } from '../accounts/user-field.js';
import { propertyFeed } from '../properties/feeds.js';
import { eventType } from '../schema/event.js';
import { conversationField } from './conversation-fields.js';
import { conversationFeed } from './feeds.js';
import * as events from './message-events.js';
import { messageField } from './message-fields.js';

eventType(events.messageSent, [conversationFeed, propertyFeed], (t) => ({
  conversation: conversationField(t),
  message: messageField(t),
  sequence: t.int({
    description: 'Its number in the conversation.',
    resolve: ({ event }) => event.payload.sequence,
  }),
}));

eventType(events.conversationUnreadChanged, [viewerFeed], (t) => ({
  conversation: conversationField(t),
  message: messageField(t),
  unreadCount: t.int({
    description: 'How many messages I have not read, at this place of the feed.',
    resolve: ({ event: { payload } }) => payload.lastSequence - payload.readSequence,
  }),
  mentioned: t.boolean({
    description: 'Whether the message calls me by name.',
    resolve: ({ event }) => event.payload.mentioned,
  }),
  lastSequence: t.int({
    description: 'The number of the newest message.',
    resolve: ({ event }) => event.payload.lastSequence,
  }),
  readSequence: t.int({
    description: 'Up to where I have read.',
    resolve: ({ event }) => event.payload.readSequence,
  }),
}));

const shown = [conversationFeed];

eventType(events.messageEdited, shown, (t) => ({
  message: messageField(t),
  version: t.int({ description: 'The version from there on.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.messageDeleted, shown, (t) => ({
  message: messageField(t),
  version: t.int({ description: 'The version from there on.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.messagesRead, shown, (t) => ({
  user: userField(t),
  sequence: t.int({ description: 'Up to which message.', resolve: ({ event }) => event.payload.sequence }),
}));

eventType(events.messagesDelivered, shown, (t) => ({
  user: userField(t),
  sequence: t.int({ description: 'Up to which message.', resolve: ({ event }) => event.payload.sequence }),
}));

eventType(events.deskRead, [propertyFeed, conversationFeed], (t) => ({
  conversation: conversationField(t),
  sequence: t.int({ description: 'Up to which message.', resolve: ({ event }) => event.payload.sequence }),
}));
