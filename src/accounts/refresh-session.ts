import type { Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { write } from '../schema/write.js';
import { endSessions } from './end-sessions.js';
import type { OpenedSession } from './open-session.js';
import { hashSecret, sessionDays, signAccessToken, successorOf } from './tokens.js';

/** So long somebody may ask again whose answer was lost on the way. */
const graceSeconds = 10;

/**
 * A fresh pair of tokens for a refresh token, which is good for once: within a moment it gives the same refresh token
 * again, as long as nobody has used that. One that comes a second time later was stolen, or its answer was: nobody can
 * tell who has the newer one, so the whole session ends.
 */
export async function refreshSession(context: Context, input: { refreshToken: string }): Promise<OpenedSession> {
  authorize(context.actor, 'refreshSession');
  const next = successorOf(context.app.config.auth.secret, input.refreshToken);
  const session = await write(context, async (tx) => {
    const hash = hashSecret(input.refreshToken);
    const fresh = await useUp(tx, hash);
    const sessionId = fresh ?? (await usedJustNow(tx, hash, next.hash));
    if (sessionId === undefined) {
      await endFamily(tx, hash);
      return null;
    }
    const userId = await prolong(tx, sessionId);
    if (userId === undefined) return null;
    if (fresh !== undefined) await tx.refreshToken.create({ data: { hash: next.hash, sessionId } });
    return { sessionId, userId };
  });
  if (session === null) throw new Refusal('SESSION_OVER', { field: 'refreshToken' });
  const access = await signAccessToken(context.app.config.auth.secret, session.userId, session.sessionId);
  return { ...session, access, refreshToken: next.secret };
}

/** One statement, so that of all who bring the token at once, on whichever node, one alone gets it. */
async function useUp(tx: Transaction, hash: Uint8Array): Promise<string | undefined> {
  const rows = await tx.$queryRaw<Array<{ session_id: string }>>`
    UPDATE refresh_token SET used_at = now() WHERE hash = ${Buffer.from(hash)} AND used_at IS NULL RETURNING session_id`;
  return rows[0]?.session_id;
}

/** The session of a token whose successor was made a moment ago and is still waiting to be used. */
async function usedJustNow(tx: Transaction, hash: Uint8Array, successor: Uint8Array): Promise<string | undefined> {
  const rows = await tx.$queryRaw<Array<{ session_id: string }>>`
    SELECT used.session_id FROM refresh_token used
    JOIN refresh_token next ON next.session_id = used.session_id AND next.hash = ${Buffer.from(successor)} AND next.used_at IS NULL
    WHERE used.hash = ${Buffer.from(hash)} AND used.used_at > now() - make_interval(secs => ${graceSeconds}::int)`;
  return rows[0]?.session_id;
}

async function prolong(tx: Transaction, sessionId: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<Array<{ user_id: string }>>`
    UPDATE session SET last_used_at = now(), expires_at = now() + make_interval(days => ${sessionDays}::int)
    FROM "user" WHERE session.id = ${sessionId}::uuid AND ended_at IS NULL AND expires_at > now()
      AND "user".id = session.user_id AND "user".status = 'ACTIVE'
    RETURNING user_id`;
  return rows[0]?.user_id;
}

async function endFamily(tx: Transaction, hash: Uint8Array<ArrayBuffer>): Promise<void> {
  const used = await tx.refreshToken.findUnique({
    where: { hash },
    select: { session: { select: { id: true, userId: true } } },
  });
  if (used === null) return;
  const { id, userId } = used.session;
  await endSessions(tx, { key: `user:${userId}` }, userId, 'REFRESH_TOKEN_REUSED', { id });
}
