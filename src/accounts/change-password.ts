import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { confirmPassword, refuseOtherPassword } from './confirm-password.js';
import { endSessions } from './end-sessions.js';
import { passwordChanged } from './events.js';
import { hashPassword } from './password.js';
import { refuseWeakPassword } from './password-rules.js';

/** Whoever is signed in elsewhere, with the old password or with what was stolen by it, is signed out there. */
export async function changePassword(
  context: Context,
  input: { currentPassword: string; newPassword: string },
): Promise<{ userId: string; endedSessions: number }> {
  authorize(context.actor, 'changePassword');
  const me = userOf(context);
  const { passwordHash, email } = await confirmPassword(context, me.id, input.currentPassword, 'currentPassword');
  refuseWeakPassword(input.newPassword, email, 'newPassword');
  const fresh = await hashPassword(input.newPassword);
  return write(context, async (tx) => {
    await refuseOtherPassword(tx, me.id, passwordHash, 'currentPassword');
    await tx.user.update({ where: { id: me.id }, data: { passwordHash: fresh } });
    append(tx, passwordChanged(me, { userId: me.id }));
    const others = me.sessionId === null ? {} : { id: { not: me.sessionId } };
    return { userId: me.id, endedSessions: await endSessions(tx, me, me.id, 'PASSWORD_CHANGED', others) };
  });
}
