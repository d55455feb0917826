import type { Context } from '../context.js';
import { isUniqueViolation } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { sessionStarted, userSignedUp } from './events.js';
import { limitGuesses } from './limit-guesses.js';
import { type OpenedSession, openSession } from './open-session.js';
import { hashPassword } from './password.js';
import { refuseWeakPassword } from './password-rules.js';

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

/**
 * An account and its first session. An address that is taken is refused after the same work as a new one. Since the
 * session opens at once, the answer itself tells: attempts are counted, as those of a sign-in are.
 */
export async function signUp(context: Context, input: NewAccount): Promise<OpenedSession> {
  authorize(context.actor, 'signUp');
  refuseWeakPassword(input.password, input.email, 'password');
  return limitGuesses(context, null, () => create(context, input));
}

async function create(context: Context, input: NewAccount): Promise<OpenedSession> {
  const passwordHash = await hashPassword(input.password);
  try {
    return await write(context, async (tx) => {
      const user = await tx.user.create({
        data: { name: input.name, email: input.email, passwordHash, settings: { create: {} } },
        select: { id: true },
      });
      const actor = { key: `user:${user.id}` };
      const opened = await openSession(context, tx, user.id);
      append(
        tx,
        userSignedUp(actor, { userId: user.id }),
        sessionStarted(actor, { userId: user.id, sessionId: opened.sessionId }),
      );
      return opened;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('EMAIL_TAKEN', { field: 'email' });
    throw error;
  }
}
