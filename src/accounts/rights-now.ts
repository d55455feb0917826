import type { UserActor } from '../actor.js';
import type { App } from '../app.js';
import { actorFields, userActor } from './user-actor.js';

/** The same person with the rights of this moment. Throws UNAUTHENTICATED for disabled and erased accounts. */
export async function rightsNow(app: App, actor: UserActor): Promise<UserActor> {
  const user = await app.database.prisma.user.findUniqueOrThrow({ where: { id: actor.id }, select: actorFields });
  return userActor(user, { sessionId: actor.sessionId, tokenExpiresAt: actor.tokenExpiresAt });
}
