import type { Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import type { User } from '../generated/prisma/client.js';
import { limitGuesses } from './limit-guesses.js';
import { lockUser } from './lock-user.js';
import { passwordFits } from './password.js';

export interface ConfirmedPassword {
  passwordHash: string;
  email: string | null;
}

/** Before what a stolen access token alone must not be enough for. Throws CREDENTIALS_REFUSED. */
export async function confirmPassword(
  context: Context,
  userId: string,
  password: string,
  field: string,
): Promise<ConfirmedPassword> {
  const user = await context.app.database.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true, email: true },
  });
  if (user.passwordHash === null)
    throw new Refusal('NOT_ALLOWED', {
      field,
      message: 'This account has no password: it belongs to another provider.',
    });
  const { passwordHash, email } = user;
  await limitGuesses(context, email ?? userId, async () => {
    if (!(await passwordFits(passwordHash, password))) throw wrong(field);
  });
  return { passwordHash, email };
}

/** Locks the account, which must have the password that was confirmed still. */
export async function refuseOtherPassword(
  tx: Transaction,
  userId: string,
  passwordHash: string,
  field: string,
): Promise<User> {
  const user = await lockUser(tx, userId);
  if (user.passwordHash !== passwordHash) throw wrong(field);
  return user;
}

const wrong = (field: string) => new Refusal('CREDENTIALS_REFUSED', { field, message: 'The password is wrong.' });
