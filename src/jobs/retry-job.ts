import { z } from 'zod';
import { actorOf, type Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { jobRetried } from './events.js';

/** Once more, with all its attempts. Throws NOT_FOUND for what is not put aside. */
export function retryJob(context: Context, jobId: string): Promise<{ queue: string }> {
  authorize(context.actor, 'retryJob');
  const actor = actorOf(context);
  if (!z.guid().safeParse(jobId).success) throw new Fault('NOT_FOUND');
  return write(context, async (tx) => {
    const queue = await context.app.jobs.retry(tx, jobId);
    if (queue === undefined) throw new Fault('NOT_FOUND');
    append(tx, jobRetried(actor, { queue, jobId }));
    return { queue };
  });
}
