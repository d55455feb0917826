import { type Actor, endOf } from '../actor.js';
import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorizeRead, type Operation, type Subject } from '../policy/authorize.js';
import { mayChangeRightsOf } from '../realtime/event.js';
import type { Access } from '../realtime/feed-options.js';
import type { RevokedReason } from '../realtime/item.js';
import type { StoredEvent } from '../realtime/log.js';
import { renewActor } from './renew-actor.js';
import { atTime, watchActor } from './watch-actor.js';

/** The right of whoever asks to read a feed, for as long as the feed runs. */
export interface StreamAccess extends Access {
  /** Who reads, with the rights that were found when they were last checked. */
  readonly actor: Actor | null;
  readonly subject: Subject;
}

/** What takes rights away is an event, which is watched: the feed ends before it shows anything more. */
export const streamAccess = (
  context: Context,
  operation: Operation,
  known: Subject,
  /** What it depends on at another moment, where that changes. Null: it is gone. */
  subjectNow?: () => Promise<Subject | null>,
): StreamAccess => new WatchedAccess(context, operation, known, subjectNow);

/** A class, since there is one for each of a hundred thousand readers. */
class WatchedAccess implements StreamAccess {
  constructor(
    readonly context: Context,
    readonly operation: Operation,
    public subject: Subject,
    readonly subjectNow: (() => Promise<Subject | null>) | undefined,
  ) {}

  get actor(): Actor | null {
    return this.context.actor;
  }

  async check(concerned: boolean): Promise<RevokedReason | null> {
    const { context } = this;
    // The connection may not have heard of that yet: it is told by another stream.
    if (concerned) context.connection?.outdated();
    const actor = context.connection?.actor ?? context.actor;
    if (actor === null) return null;
    try {
      const { app, connection } = context;
      context.actor = connection === undefined ? await renewActor(app, actor) : await connection.currentActor();
      if (this.subjectNow !== undefined) {
        const about = await this.subjectNow();
        if (about === null) return 'ACCESS_LOST';
        this.subject = about;
      }
      authorizeRead(context.actor, this.operation, this.subject);
      return null;
    } catch (error) {
      if (error instanceof Fault) return reasonOf(error, actor);
      throw error;
    }
  }

  concerns(event: StoredEvent): boolean {
    const { actor } = this.context;
    return actor !== null && mayChangeRightsOf(actor.key, event);
  }

  async watch(changed: () => void): Promise<() => void> {
    const { actor, app, connection } = this.context;
    if (actor === null) return () => {};
    // A socket watches once for all its feeds, and is closed when its token or key expires.
    if (connection !== undefined) return connection.watchRights(changed);
    const stop = await watchActor(app, actor, changed);
    const end = endOf(actor);
    const stopTimer = end === null ? () => {} : atTime(end, changed);
    return () => {
      stopTimer();
      stop();
    };
  }
}

function reasonOf(fault: Fault, actor: Actor): RevokedReason {
  if (fault.code !== 'UNAUTHENTICATED') return 'ACCESS_LOST';
  return actor.kind === 'user' && actor.tokenExpiresAt <= new Date() ? 'TOKEN_EXPIRED' : 'SESSION_ENDED';
}
