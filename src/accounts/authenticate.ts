import { z } from 'zod';
import type { Actor } from '../actor.js';
import type { App } from '../app.js';
import { Fault } from '../errors.js';
import { verifyAccessToken } from './tokens.js';

/**
 * Who a bearer token belongs to, with the rights of this moment. Null without a token; a token that is refused for
 * whatever reason throws UNAUTHENTICATED.
 */
export async function authenticate(app: App, authorization: string | null | undefined): Promise<Actor | null> {
  if (authorization == null || authorization === '') return null;
  const token = /^Bearer ([\w~+/.=-]{1,8000})$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Fault('UNAUTHENTICATED');
  const claims = await verifyAccessToken(app.config.auth.secret, token).catch(() => {
    throw new Fault('UNAUTHENTICATED');
  });
  return sessionActor(app, claims);
}

async function sessionActor(app: App, claims: { userId: string; sessionId: string; expiresAt: Date }): Promise<Actor> {
  if (!z.uuid().safeParse(claims.sessionId).success) throw new Fault('UNAUTHENTICATED');
  const session = await app.database.prisma.session.findUnique({
    where: { id: claims.sessionId },
    select: {
      endedAt: true,
      expiresAt: true,
      user: {
        select: { id: true, role: true, status: true, memberships: { select: { propertyId: true, role: true } } },
      },
    },
  });
  const over = session === null || session.endedAt !== null || session.expiresAt <= new Date();
  if (over || session.user.id !== claims.userId || session.user.status !== 'ACTIVE') throw new Fault('UNAUTHENTICATED');
  return {
    kind: 'user',
    key: `user:${session.user.id}`,
    id: session.user.id,
    role: session.user.role,
    sessionId: claims.sessionId,
    tokenExpiresAt: claims.expiresAt,
    memberships: new Map(session.user.memberships.map(({ propertyId, role }) => [propertyId, role])),
  };
}
