import type { UserActor } from '../actor.js';
import { forgetOriginsOf } from '../audit/forget-origins.js';
import { type Context, userOf } from '../context.js';
import { beforeCommit, type Transaction } from '../database/transaction.js';
import type { User } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';
import { memberRemoved } from '../properties/events.js';
import { refuseLastOwner } from '../properties/last-owner.js';
import { lockProperty } from '../properties/lock-property.js';
import { revokeInvitationsOf } from '../properties/revoke-invitations-of.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { confirmPassword, refuseOtherPassword } from './confirm-password.js';
import { forgetIdentities } from './erased-identities.js';
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
  return write(context, async (tx) => {
    const user =
      passwordHash === null
        ? await lockUser(tx, me.id)
        : await refuseOtherPassword(tx, me.id, passwordHash, 'password');
    if (user.role === 'SUPER_ADMIN') await refuseLastSuperAdmin(tx, me.id);
    await leaveProperties(tx, me);
    await erase(tx, user);
    append(tx, accountErased(me, { userId: me.id }), accessChanged(me, { userId: me.id, reason: 'ACCOUNT_ERASED' }));
    // Behind what was just appended: from where that was done, too.
    beforeCommit(tx, () => forgetOriginsOf(tx, me.key));
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
  await forgetIdentities(tx, userId);
  await tx.userSettings.deleteMany({ where: { userId } });
  await tx.userBlock.deleteMany({ where: { OR: [{ blockerId: userId }, { blockedId: userId }] } });
  await tx.lastSeen.deleteMany({ where: { userId } });
  // With them goes what of them is on its way.
  await tx.notification.deleteMany({ where: { userId } });
  await tx.notificationCounts.deleteMany({ where: { userId } });
  await tx.notificationPreference.deleteMany({ where: { userId } });
  await tx.notificationSettings.deleteMany({ where: { userId } });
  await tx.pushSubscription.deleteMany({ where: { userId } });
  await tx.dismissal.deleteMany({ where: { userId } });
  await tx.receipt.deleteMany({
    where: { userId, conversationId: { in: await conversationsOf(tx, userId) } },
  });
  await tx.telegramChat.deleteMany({ where: { provider: { userId } } });
  await tx.telegramLink.deleteMany({ where: { provider: { userId } } });
  // Pictures and voices are of the person, as their text is not: nobody sees them from here on, and the sweep takes the bytes.
  await tx.attachment.updateMany({
    where: { uploaderId: userId },
    data: { state: 'REMOVED', uploaderId: null, name: '' },
  });
  await tx.idempotency.deleteMany({ where: { actor: `user:${userId}` } });
  if (user.email !== null) {
    await tx.invitation.deleteMany({ where: { email: user.email } });
    await tx.devMail.deleteMany({ where: { to: user.email } });
  }
}

/** Throws LAST_OWNER. Property by property under its lock, always in the same order. */
async function leaveProperties(tx: Transaction, me: UserActor): Promise<void> {
  const memberships = await tx.membership.findMany({
    where: { userId: me.id },
    select: { id: true, propertyId: true },
    orderBy: { propertyId: 'asc' },
  });
  for (const { id: memberId, propertyId } of memberships) {
    await lockProperty(tx, propertyId, { id: true });
    const member = await tx.membership.findUnique({ where: { id: memberId }, select: { role: true } });
    if (member === null) continue;
    if (member.role === 'OWNER') await refuseLastOwner(tx, propertyId, me.id);
    await tx.membership.delete({ where: { id: memberId } });
    await revokeInvitationsOf(tx, me, propertyId, me.id);
    append(tx, memberRemoved(me, { propertyId, memberId, userId: me.id, role: member.role }));
  }
}

async function conversationsOf(tx: Transaction, userId: string): Promise<string[]> {
  const takesPart = await tx.participant.findMany({ where: { userId }, select: { conversationId: true } });
  return takesPart.map(({ conversationId }) => conversationId);
}
