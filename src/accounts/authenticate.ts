import { z } from 'zod';
import type { Actor, ServiceKeyActor, UserActor } from '../actor.js';
import type { App } from '../app.js';
import { Fault } from '../errors.js';
import { actorOfSession } from './actor-of-session.js';
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
  return token.startsWith(`${serviceKeyPrefix}_`) ? ofServiceKey(app, token) : authenticateUser(app, token);
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

async function ofServiceKey(app: App, secret: string): Promise<ServiceKeyActor> {
  const key = await app.database.prisma.serviceKey.findUnique({
    where: { hash: hashSecret(secret) },
    select: { id: true, scopes: true, propertyId: true, expiresAt: true, revokedAt: true },
  });
  const over = key === null || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= new Date());
  if (over) throw new Fault('UNAUTHENTICATED');
  return {
    kind: 'serviceKey',
    key: `key:${key.id}`,
    id: key.id,
    scopes: new Set(key.scopes),
    propertyId: key.propertyId,
    expiresAt: key.expiresAt,
  };
}
