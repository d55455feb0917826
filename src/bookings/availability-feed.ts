import { defineFeed } from '../schema/event.js';

/** For whoever looks at what is free, signed in or not. Shows nothing of who has what. */
export const availabilityFeed = defineFeed(
  'availabilityEvents',
  'AvailabilityEvent',
  'How what is free of an offering changes.',
);
