import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

export const jobRetried = defineEvent({
  type: 'JobRetried',
  description: 'A job that had been put aside was put back into its queue.',
  payload: z.object({ queue: z.string(), jobId: z.uuid() }),
  streams: () => [streamOf.platform],
});
