import type { Actor, UserActor } from '../actor.js';
import type { App } from '../app.js';
import { Fault } from '../errors.js';
import { actorOfSession } from './actor-of-session.js';
import { actorOfKeyId } from './key-actor.js';
import { actorFields, userActor } from './user-actor.js';

/**
 * The same person or program with the rights of this moment, for connections that live longer than a request. Throws
 * UNAUTHENTICATED once the token has expired, the session has ended, the key is revoked, or the account is disabled.
 */
export function renewActor(app: App, actor: Actor): Promise<Actor> {
  return actor.kind === 'user' ? renewUser(app, actor) : actorOfKeyId(app.database, actor.id);
}

async function renewUser(app: App, actor: UserActor): Promise<UserActor> {
  if (actor.tokenExpiresAt <= new Date()) throw new Fault('UNAUTHENTICATED');
  if (actor.sessionId === null) {
    const user = await app.database.prisma.user.findUnique({ where: { id: actor.id }, select: actorFields });
    if (user === null) throw new Fault('UNAUTHENTICATED');
    return userActor(user, actor);
  }
  return actorOfSession(app.database, actor.sessionId, actor.tokenExpiresAt);
}
