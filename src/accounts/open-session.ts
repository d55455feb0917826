import type { Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { deviceName } from './device-name.js';
import { type AccessToken, newSecret, refreshTokenPrefix, sessionDays, signAccessToken } from './tokens.js';

export interface OpenedSession {
  sessionId: string;
  userId: string;
  access: AccessToken;
  refreshToken: string;
}

/** A session for the device that asks, with its first pair of tokens. */
export async function openSession(context: Context, tx: Transaction, userId: string): Promise<OpenedSession> {
  const refresh = newSecret(refreshTokenPrefix);
  const session = await tx.session.create({
    data: {
      userId,
      device: deviceName(context.request.userAgent),
      userAgent: context.request.userAgent.slice(0, 500),
      address: context.request.address,
      expiresAt: new Date(Date.now() + sessionDays * 86_400_000),
      refreshTokens: { create: { hash: refresh.hash } },
    },
    select: { id: true },
  });
  const access = await signAccessToken(context.app.config.auth.secret, userId, session.id);
  return { sessionId: session.id, userId, access, refreshToken: refresh.secret };
}
