import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { sessionStarted } from './events.js';
import { limitGuesses } from './limit-guesses.js';
import { lockUser } from './lock-user.js';
import { type OpenedSession, openSession } from './open-session.js';
import { passwordFits } from './password.js';

/** An unknown address, a wrong password and a disabled account are refused in the same words after the same work. */
export function signIn(context: Context, input: { email: string; password: string }): Promise<OpenedSession> {
  authorize(context.actor, 'signIn');
  return limitGuesses(context, input.email, () => open(context, input));
}

async function open(context: Context, input: { email: string; password: string }): Promise<OpenedSession> {
  const user = await context.app.database.prisma.user.findUnique({
    where: { email: input.email },
    select: { id: true, passwordHash: true },
  });
  const fits = await passwordFits(user?.passwordHash, input.password);
  if (user === null || !fits) throw new Refusal('CREDENTIALS_REFUSED');
  return write(context, async (tx) => {
    const locked = await lockUser(tx, user.id);
    const changed = locked.passwordHash !== user.passwordHash;
    if (changed || locked.status !== 'ACTIVE') throw new Refusal('CREDENTIALS_REFUSED');
    const opened = await openSession(context, tx, user.id);
    append(tx, sessionStarted({ key: `user:${user.id}` }, { userId: user.id, sessionId: opened.sessionId }));
    return opened;
  });
}
