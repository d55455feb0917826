import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

export const sessionStarted = defineEvent({
  type: 'SessionStarted',
  description: 'A device signed in to my account.',
  payload: z.object({ userId: z.uuid(), sessionId: z.uuid() }),
  streams: ({ userId }) => [streamOf.user(userId)],
});
