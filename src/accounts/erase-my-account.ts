import { type Context, userOf } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { transact } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import type { User } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { confirmPassword, refuseOtherPassword } from './confirm-password.js';
import { accessChanged, accountErased } from './events.js';
import { lockUser } from './lock-user.js';
import { refuseLastSuperAdmin } from './super-admins.js';

export const erasedName = 'Erased user';

/**
 * Takes the person out of the account and leaves an empty row, so that what others have of them (a payment, a message)
 * keeps an author who is nobody. It cannot be undone. Accounts with a password need it once more.
 */
export async function eraseMyAccount(
  context: Context,
  input: { password?: string | null | undefined },
): Promise<{ userId: string }> {
  authorize(context.actor, 'eraseMyAccount');
  const me = userOf(context);
  const passwordHash = await confirmed(context, me.id, input.password);
  return transact(context.app.database, async (tx) => {
    const user =
      passwordHash === null
        ? await lockUser(tx, me.id)
        : await refuseOtherPassword(tx, me.id, passwordHash, 'password');
    if (user.role === 'SUPER_ADMIN') await refuseLastSuperAdmin(tx, me.id);
    await refuseLastOwner(tx, me.id);
    await erase(tx, user);
    append(tx, accountErased(me, { userId: me.id }), accessChanged(me, { userId: me.id, reason: 'ACCOUNT_ERASED' }));
    return { userId: me.id };
  });
}

async function confirmed(
  context: Context,
  userId: string,
  password: string | null | undefined,
): Promise<string | null> {
  const { passwordHash } = await context.app.database.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (passwordHash === null) return null;
  return (await confirmPassword(context, userId, password ?? '', 'password')).passwordHash;
}

async function erase(tx: Transaction, user: User): Promise<void> {
  const userId = user.id;
  await tx.user.update({
    where: { id: userId },
    data: {
      name: erasedName,
      email: null,
      avatarUrl: null,
      passwordHash: null,
      role: 'USER',
      status: 'ERASED',
      version: { increment: 1 },
    },
  });
  await tx.session.deleteMany({ where: { userId } });
  await tx.identity.deleteMany({ where: { userId } });
  await tx.userSettings.deleteMany({ where: { userId } });
  await tx.userBlock.deleteMany({ where: { OR: [{ blockerId: userId }, { blockedId: userId }] } });
  await tx.membership.deleteMany({ where: { userId } });
  await tx.idempotency.deleteMany({ where: { actor: `user:${userId}` } });
  if (user.email !== null) await tx.invitation.deleteMany({ where: { email: user.email } });
}

/** Throws LAST_OWNER. The owners of all the properties concerned are locked, so that two cannot leave at once. */
async function refuseLastOwner(tx: Transaction, userId: string): Promise<void> {
  const owners = await tx.$queryRaw<Array<{ property_id: string; user_id: string }>>`
    SELECT property_id, user_id FROM membership
    WHERE role = 'OWNER' AND property_id IN (SELECT property_id FROM membership WHERE user_id = ${userId}::uuid AND role = 'OWNER')
    ORDER BY property_id, user_id FOR UPDATE`;
  const shared = new Set(owners.filter((owner) => owner.user_id !== userId).map((owner) => owner.property_id));
  if (owners.some((owner) => !shared.has(owner.property_id)))
    throw new Refusal('LAST_OWNER', {
      message: 'You are the only owner of a property. Make somebody else an owner first, so that it has one.',
    });
}
