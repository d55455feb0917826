import type { UserActor } from '../actor.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';

/** What is read of a person to know their rights. */
export const actorFields = {
  id: true,
  role: true,
  status: true,
  memberships: { select: { propertyId: true, role: true } },
} satisfies Prisma.UserSelect;

export type ActorRow = Prisma.UserGetPayload<{ select: typeof actorFields }>;

/** The person as who asks. Throws UNAUTHENTICATED for disabled and erased accounts. */
export function userActor(user: ActorRow, proof: Pick<UserActor, 'sessionId' | 'tokenExpiresAt'>): UserActor {
  if (user.status !== 'ACTIVE') throw new Fault('UNAUTHENTICATED');
  return {
    kind: 'user',
    key: `user:${user.id}`,
    id: user.id,
    role: user.role,
    memberships: new Map(user.memberships.map(({ propertyId, role }) => [propertyId, role])),
    ...proof,
  };
}
