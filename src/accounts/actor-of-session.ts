import type { UserActor } from '../actor.js';
import { type Asked, lookupRow } from '../database/lookup.js';
import { Fault } from '../errors.js';
import { type ActorRow, userActor } from './user-actor.js';

/**
 * Whose session it is, with the rights of this moment. Throws UNAUTHENTICATED when it has ended. By hand, since every
 * request begins with it: one statement for all that begin at the same time, instead of three for each.
 */
export async function actorOfSession(database: Asked, sessionId: string, tokenExpiresAt: Date): Promise<UserActor> {
  const session = await liveSession(database, sessionId);
  if (session?.live !== true) throw new Fault('UNAUTHENTICATED');
  return userActor(session, { sessionId, tokenExpiresAt });
}

type SessionRow = ActorRow & { sessionId: string; live: boolean };

const liveSession = lookupRow<SessionRow>(
  `
  SELECT s.id AS "sessionId", s.ended_at IS NULL AND s.expires_at > now() AS live, u.id, u.role, u.status, (
    SELECT coalesce(json_agg(json_build_object('propertyId', m.property_id, 'role', m.role)), '[]')
    FROM membership m WHERE m.user_id = u.id
  ) AS memberships
  FROM session s JOIN "user" u ON u.id = s.user_id WHERE s.id = ANY($1::uuid[])`,
  ({ sessionId }) => sessionId,
);
