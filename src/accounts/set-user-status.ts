import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import type { UserStatus } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { endSessions } from './end-sessions.js';
import { accessChanged, userStatusChanged } from './events.js';
import { lockUser } from './lock-user.js';
import { userTransitions } from './states.js';
import { refuseLastSuperAdmin } from './super-admins.js';

/** Disabling somebody signs them out everywhere, at once. Administrators are a matter for super admins. */
export async function setUserStatus(
  context: Context,
  input: { userId: string; status: UserStatus },
): Promise<{ userId: string }> {
  authorize(context.actor, 'setUserStatus');
  const me = userOf(context);
  return write(context, async (tx) => {
    const user = await lockUser(tx, input.userId);
    if (user.role !== 'USER' && me.role !== 'SUPER_ADMIN') throw new Refusal('NOT_ALLOWED');
    const allowed = userTransitions[user.status];
    if (!allowed.includes(input.status))
      throw new Refusal('INVALID_TRANSITION', { field: 'status', from: user.status, allowed });
    if (input.status !== 'ACTIVE' && user.role === 'SUPER_ADMIN') await refuseLastSuperAdmin(tx, user.id);
    await tx.user.update({ where: { id: user.id }, data: { status: input.status } });
    append(tx, userStatusChanged(me, { userId: user.id, from: user.status, to: input.status }));
    if (input.status === 'DISABLED') {
      await endSessions(tx, me, user.id, 'USER_DISABLED');
      append(tx, accessChanged(me, { userId: user.id, reason: 'USER_DISABLED' }));
    }
    return { userId: user.id };
  });
}
