import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';

export const eventTriggered = defineEvent({
  type: 'EventTriggered',
  description: 'An integration, or somebody who runs the platform, tells me something: what it means is between us.',
  payload: z.object({ name: z.string(), data: z.json() }),
});
