import { streamOf } from '../realtime/streams.js';
import { defineFeed } from './event.js';
import { feedField } from './feed.js';

/** What those who run the platform hear of: the events that their definitions relay. */
export const platformFeed = defineFeed(
  'platformEvents',
  'PlatformEvent',
  'What those who run the platform hear of, at whichever property it happened.',
);

feedField(platformFeed, {
  description: 'What happens on the whole platform, for its administrators.',
  open: () => ({ stream: streamOf.platform }),
});
