import type { Actor } from '../actor.js';
import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorizeRead, type Operation, type Subject } from '../policy/authorize.js';
import type { Access, RevokedReason } from '../realtime/feed.js';
import type { StoredEvent } from '../realtime/log.js';
import { streamOf } from '../realtime/streams.js';
import { accessChanged } from './events.js';
import { renewActor } from './renew-actor.js';

/** Events that change what somebody may see in the very stream that they are in. */
const changesAccess = new Set(['MemberRemoved', 'MemberRoleChanged', accessChanged.type, 'ServiceKeyRevoked']);

/**
 * The right of whoever asks to read a feed, for as long as the feed runs. What takes rights away is an event in the
 * person's own stream, which is watched: the feed ends before it shows anything more.
 */
export function streamAccess(context: Context, operation: Operation, subject: Subject): Access {
  const { hubs } = context.app.realtime;
  return {
    async check() {
      const actor = context.connection?.actor ?? context.actor;
      if (actor === null) return null;
      try {
        context.actor = await renewActor(context.app, actor);
        authorizeRead(context.actor, operation, subject);
        return null;
      } catch (error) {
        if (error instanceof Fault) return reasonOf(error, actor);
        throw error;
      }
    },
    concerns: (event) => changesAccess.has(event.type),
    async watch(changed) {
      const { actor } = context;
      if (actor === null) return () => {};
      const { hub, release } = await hubs.hold(ownStream(actor));
      let seen = hub.head.seq;
      const stop = hub.onMoved(async () => {
        const after = seen;
        seen = hub.head.seq;
        const events: readonly StoredEvent[] | undefined = await hub.read(after).catch(() => undefined);
        // What cannot be read may be just that.
        const whole = events?.length === hub.head.seq - after;
        if (!whole || events.some((event) => changesAccess.has(event.type))) changed();
      });
      const stopTimer = atExpiry(actor, changed);
      return () => {
        stopTimer();
        stop();
        release();
      };
    },
  };
}

const ownStream = (actor: Actor) => (actor.kind === 'user' ? streamOf.user(actor.id) : streamOf.serviceKey(actor.id));

function reasonOf(fault: Fault, actor: Actor): RevokedReason {
  if (fault.code !== 'UNAUTHENTICATED') return 'ACCESS_LOST';
  return actor.kind === 'user' && actor.tokenExpiresAt <= new Date() ? 'TOKEN_EXPIRED' : 'SESSION_ENDED';
}

/** Calls once the token has expired, and not a moment earlier. Answers how to stop. */
function atExpiry(actor: Actor, expired: () => void): () => void {
  if (actor.kind !== 'user') return () => {};
  let timer: NodeJS.Timeout;
  const look = () => {
    const left = actor.tokenExpiresAt.getTime() - Date.now();
    if (left <= 0) expired();
    // A timer can be early by a millisecond, and waits for 24 days at the longest.
    else timer = setTimeout(look, Math.min(left + 1, 2 ** 31 - 1)).unref();
  };
  timer = setTimeout(look, 0).unref();
  return () => clearTimeout(timer);
}
