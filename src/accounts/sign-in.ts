import type { Context } from '../context.js';
import { transact } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import { append } from '../realtime/append.js';
import { sessionStarted } from './events.js';
import { type OpenedSession, openSession } from './open-session.js';
import { passwordFits } from './password.js';

export async function signIn(context: Context, input: { email: string; password: string }): Promise<OpenedSession> {
  const user = await context.app.database.prisma.user.findUnique({ where: { email: input.email } });
  const fits = await passwordFits(user?.passwordHash, input.password);
  if (user === null || !fits || user.status !== 'ACTIVE') throw new Refusal('CREDENTIALS_REFUSED');
  return transact(context.app.database, async (tx) => {
    const opened = await openSession(context, tx, user.id);
    append(tx, sessionStarted({ key: `user:${user.id}` }, { userId: user.id, sessionId: opened.sessionId }));
    return opened;
  });
}
