import { z } from 'zod';
import type { Actor, ServiceKeyActor, UserActor } from '../actor.js';
import type { App } from '../app.js';
import { Fault } from '../errors.js';
import { hashSecret, serviceKeyPrefix, verifyAccessToken } from './tokens.js';
import { type ActorRow, userActor } from './user-actor.js';
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

async function ofSession(app: App, token: string): Promise<UserActor> {
  const { userId, sessionId, expiresAt } = await verifyAccessToken(app.config.auth.secret, token).catch(() => {
    throw new Fault('UNAUTHENTICATED');
  });
  if (!z.uuid().safeParse(sessionId).success) throw new Fault('UNAUTHENTICATED');
  // By hand, since every request begins with it: one statement instead of the three of an include.
  const [session] = await app.database.prisma.$queryRaw<Array<ActorRow & { live: boolean }>>`
    SELECT s.ended_at IS NULL AND s.expires_at > now() AS live, u.id, u.role, u.status, (
      SELECT coalesce(json_agg(json_build_object('propertyId', m.property_id, 'role', m.role)), '[]')
      FROM membership m WHERE m.user_id = u.id
    ) AS memberships
    FROM session s JOIN "user" u ON u.id = s.user_id WHERE s.id = ${sessionId}::uuid`;
  if (session?.live !== true || session.id !== userId) throw new Fault('UNAUTHENTICATED');
  return userActor(session, { sessionId, tokenExpiresAt: expiresAt });
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
  };
}
