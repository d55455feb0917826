import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { userUnblocked } from './events.js';
import { refuseInvisibleUser } from './visible-users.js';

/** Unblocking somebody who is not blocked does nothing. */
export async function unblockUser(context: Context, input: { userId: string }): Promise<{ userId: string }> {
  authorize(context.actor, 'unblockUser');
  const me = userOf(context);
  await refuseInvisibleUser(context, input.userId);
  return write(context, async (tx) => {
    const { count } = await tx.userBlock.deleteMany({ where: { blockerId: me.id, blockedId: input.userId } });
    if (count > 0) append(tx, userUnblocked(me, { userId: me.id, blockedUserId: input.userId }));
    return { userId: input.userId };
  });
}
