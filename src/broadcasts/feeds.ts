import { viewerFeed } from '../accounts/feeds.js';
import { propertyFeed } from '../properties/feeds.js';
import { eventType } from '../schema/event.js';
import { eventTriggered } from './events.js';

eventType(eventTriggered, [viewerFeed, propertyFeed], (t) => ({
  name: t.string({
    description: 'What happened, in the words of who sent it.',
    resolve: ({ event }) => event.payload.name,
  }),
  data: t.field({
    type: 'JSON',
    nullable: true,
    description: 'What came with it.',
    resolve: ({ event }) => event.payload.data,
  }),
}));
