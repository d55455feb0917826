import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { profileUpdated } from './events.js';
import { lockUser } from './lock-user.js';

export interface ProfileChanges {
  name?: string | null | undefined;
  /** Null takes the picture away. */
  avatarUrl?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

export async function updateProfile(context: Context, input: ProfileChanges): Promise<{ userId: string }> {
  authorize(context.actor, 'updateProfile');
  const me = userOf(context);
  return write(context, async (tx) => {
    const user = await lockUser(tx, me.id);
    refuseOtherVersion(input.expectedVersion, user.version);
    const { version } = await tx.user.update({
      where: { id: me.id },
      data: {
        ...(input.name != null && { name: input.name }),
        ...(input.avatarUrl !== undefined && { avatarUrl: input.avatarUrl }),
        version: { increment: 1 },
      },
      select: { version: true },
    });
    append(tx, profileUpdated(me, { userId: me.id, version }));
    return { userId: me.id };
  });
}
