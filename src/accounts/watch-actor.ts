import type { Actor } from '../actor.js';
import type { App } from '../app.js';
import { mayChangeRightsOf } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

/**
 * Calls when the rights of a person or a program may have changed: what takes them away is an event in their own stream.
 * Called once too often rather than once too seldom. Answers how to stop; rejects when the log does not answer.
 */
export async function watchActor({ realtime }: Pick<App, 'realtime'>, actor: Actor, changed: () => void) {
  // The key alone: who asks is read anew, and is not kept here.
  const { key } = actor;
  const { hub, release } = await realtime.hubs.hold(ownStream(actor));
  let { seq: seen, epoch } = hub.head;
  const look = async () => {
    const after = seen;
    const same = epoch === hub.head.epoch;
    ({ seq: seen, epoch } = hub.head);
    const items = same ? await hub.read(after).catch(() => []) : [];
    const since = items.filter(({ event }) => event.seq > after);
    // What cannot be read may be just that.
    const whole = same && (since.at(-1)?.event.seq ?? after) >= seen;
    if (!whole || since.some(({ event }) => mayChangeRightsOf(key, event))) changed();
  };
  const stop = hub.watch({ moved: () => void look() });
  return () => {
    stop();
    release();
  };
}

const ownStream = (actor: Actor) => (actor.kind === 'user' ? streamOf.user(actor.id) : streamOf.serviceKey(actor.id));

/** Calls once the time has come, and not a moment earlier. Answers how to stop. */
export function atTime(time: Date, reached: () => void): () => void {
  let timer: NodeJS.Timeout;
  const look = () => {
    const left = time.getTime() - Date.now();
    if (left <= 0) reached();
    // A timer can be early by a millisecond, and waits for 24 days at the longest.
    else timer = setTimeout(look, Math.min(left + 1, longestTimerMs)).unref();
  };
  timer = setTimeout(look, 0).unref();
  return () => clearTimeout(timer);
}

const longestTimerMs = 2 ** 31 - 1;
