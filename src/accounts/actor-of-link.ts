import type { UserActor } from '../actor.js';
import type { Database } from '../database/client.js';
import { actorFields, userActor } from './user-actor.js';

/** Whose link it is, with the rights of this moment. Null for disabled and erased accounts. */
export async function actorOfLink(
  { prisma }: Pick<Database, 'prisma'>,
  { userId, expiresAt }: { userId: string; expiresAt: Date },
): Promise<UserActor | null> {
  const user = await prisma.user.findUnique({ where: { id: userId }, select: actorFields });
  return user?.status === 'ACTIVE' ? userActor(user, { sessionId: null, tokenExpiresAt: expiresAt }) : null;
}
