import { z } from 'zod';
import type { Actor, UserActor } from '../actor.js';
import type { App } from '../app.js';
import { Fault } from '../errors.js';
import { actorOfSession } from './actor-of-session.js';
import { actorOfKeyHash } from './key-actor.js';
import { hashSecret, serviceKeyPrefix, verifyAccessToken } from './tokens.js';
import { userActor } from './user-actor.js';
import { userOfIdentity } from './user-of-identity.js';

/**
 * Who a bearer token belongs to, with the rights of this moment. Null without a token; a token that is refused for
 * whatever reason throws UNAUTHENTICATED.
 */
export async function authenticate(app: App, authorization: string | null | undefined): Promise<Actor | null> {
  if (authorization == null || authorization === '') return null;
  const token = /^Bearer ([\w~+/.=-]{1,8000})$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Fault('UNAUTHENTICATED');
  return token.startsWith(`${serviceKeyPrefix}_`)
    ? actorOfKeyHash(app.database, Buffer.from(hashSecret(token)).toString('hex'))
    : authenticateUser(app, token);
}

/** The person whom an access token belongs to, whichever identity provider gave it. */
export function authenticateUser(app: App, token: string): Promise<UserActor> {
  return app.identityProvider?.issued(token) ? ofIdentity(app, token) : ofSession(app, token);
}

const uuid = z.uuid();

async function ofSession(app: App, token: string): Promise<UserActor> {
  const { userId, sessionId, expiresAt } = await verifyAccessToken(app.config.auth.secret, token).catch(() => {
    throw new Fault('UNAUTHENTICATED');
  });
  if (!uuid.safeParse(sessionId).success) throw new Fault('UNAUTHENTICATED');
  const actor = await actorOfSession(app.database, sessionId, expiresAt);
  if (actor.id !== userId) throw new Fault('UNAUTHENTICATED');
  return actor;
}

async function ofIdentity(app: App, token: string): Promise<UserActor> {
  const identity = await app.identityProvider?.verify(token);
  if (identity === undefined) throw new Fault('UNAUTHENTICATED');
  return userActor(await userOfIdentity(app.database, identity), {
    sessionId: null,
    tokenExpiresAt: identity.expiresAt,
  });
}
