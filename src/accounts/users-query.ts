import type { Prisma } from '../generated/prisma/client.js';
import type { PlatformRole, UserStatus } from '../generated/prisma/enums.js';
import { literally, searchText } from '../schema/search-text.js';

export interface UserFilter {
  search?: string | null | undefined;
  role?: PlatformRole | null | undefined;
  status?: UserStatus | null | undefined;
}

/** Everybody whose name or address has the text in it, in upper or lower case. */
export function usersLike({ search, role, status }: UserFilter): Prisma.UserWhereInput {
  const text = searchText(search) ?? '';
  const contains = { contains: literally(text), mode: 'insensitive' } as const;
  return {
    ...(role != null && { role }),
    ...(status != null && { status }),
    ...(text !== '' && { OR: [{ name: contains }, { email: contains }] }),
  };
}
