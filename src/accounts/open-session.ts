import type { Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
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

/** “Firefox on Windows”: enough for people to recognize their devices by. */
function deviceName(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari|curl)\b/.exec(userAgent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' };
  const system = /(Windows|iPhone|iPad|Android|Mac OS X|Linux)/.exec(userAgent)?.[1]?.replace('Mac OS X', 'macOS');
  if (browser === undefined) return system ?? 'Another program';
  return system === undefined ? (names[browser] ?? browser) : `${names[browser] ?? browser} on ${system}`;
}
