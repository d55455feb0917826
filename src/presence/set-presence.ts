import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';

/** For the device that one has signed in with: another one that is in use keeps its person online. */
export async function setPresence(context: Context, { away }: { away: boolean }): Promise<{ away: boolean }> {
  authorize(context.actor, 'setPresence');
  const { presences, log } = context.app;
  // At most once: while Redis is down, nobody hears it.
  await presences
    .setAway(userOf(context), away)
    .catch((error: unknown) => log.debug({ err: error }, 'Away was not told'));
  return { away };
}
