import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import type { PlatformRole } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { accessChanged, userRoleChanged } from './events.js';
import { lockUser } from './lock-user.js';
import { refuseLastSuperAdmin } from './super-admins.js';

/** Giving somebody the role that they have does nothing. */
export async function setUserRole(
  context: Context,
  input: { userId: string; role: PlatformRole },
): Promise<{ userId: string }> {
  authorize(context.actor, 'setUserRole');
  const me = userOf(context);
  return write(context, async (tx) => {
    const user = await lockUser(tx, input.userId);
    if (user.status !== 'ACTIVE')
      throw new Refusal('NOT_ALLOWED', { field: 'userId', message: 'This account is not active.' });
    if (user.role === input.role) return { userId: user.id };
    if (user.role === 'SUPER_ADMIN') await refuseLastSuperAdmin(tx, user.id);
    await tx.user.update({ where: { id: user.id }, data: { role: input.role } });
    append(
      tx,
      userRoleChanged(me, { userId: user.id, from: user.role, to: input.role }),
      accessChanged(me, { userId: user.id, reason: 'ROLE_CHANGED' }),
    );
    return { userId: user.id };
  });
}
