import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { userBlocked } from './events.js';
import { refuseInvisibleUser } from './visible-users.js';

/** Blocking somebody a second time does nothing. They are not told. */
export async function blockUser(context: Context, input: { userId: string }): Promise<{ userId: string }> {
  authorize(context.actor, 'blockUser');
  const me = userOf(context);
  await refuseInvisibleUser(context, input.userId);
  if (input.userId === me.id)
    throw new Refusal('INVALID_INPUT', { field: 'userId', message: 'Nobody can block themselves.' });
  const done = await write(context, async (tx) => {
    const { count } = await tx.userBlock.createMany({
      data: [{ blockerId: me.id, blockedId: input.userId }],
      skipDuplicates: true,
    });
    if (count > 0) append(tx, userBlocked(me, { userId: me.id, blockedUserId: input.userId }));
    return { userId: input.userId };
  });
  context.app.presences.nudge(me.id);
  return done;
}
