import type { Context } from '../context.js';
import type { Prisma, User } from '../generated/prisma/client.js';

/** The person of an answer, with what the client asked of them. Null when the mutation was refused. */
export function personOf(
  query: Pick<Prisma.UserFindUniqueArgs, 'select' | 'include'>,
  answer: { userId: string } | null,
  { app }: Context,
): Promise<User> | null {
  if (answer === null) return null;
  return app.database.prisma.user.findUniqueOrThrow({ ...(query as object), where: { id: answer.userId } });
}
