import type { UserStatus } from '../generated/prisma/enums.js';

/** What an administrator can make of an account. Erasing is for the person alone, and for ever. */
export const userTransitions: Readonly<Record<UserStatus, readonly UserStatus[]>> = {
  ACTIVE: ['DISABLED'],
  DISABLED: ['ACTIVE'],
  ERASED: [],
};
