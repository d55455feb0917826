import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

export const activityRecorded = defineEvent({
  type: 'ActivityRecorded',
  audited: false,
  description: 'Somebody who works there looks at something, as their client says.',
  payload: z.object({ activityId: z.uuid(), userId: z.uuid(), propertyId: z.uuid().nullable() }),
  streams: ({ propertyId, userId }) => [propertyId === null ? streamOf.user(userId) : streamOf.property(propertyId)],
  relayed: true,
});
