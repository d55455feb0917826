import { createHash, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

export const accessTokenSeconds = 15 * 60;
export const sessionDays = 30;

export const refreshTokenPrefix = 'fdr';
export const serviceKeyPrefix = 'fdk';

const issuer = 'frontdesk';
const algorithm = 'HS256';

export interface AccessToken {
  token: string;
  expiresAt: Date;
}

/** Short-lived, and says who and which session: never what somebody may do. */
export async function signAccessToken(secret: string, userId: string, sessionId: string): Promise<AccessToken> {
  const expiresAt = new Date((Math.floor(Date.now() / 1000) + accessTokenSeconds) * 1000);
  const token = await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: algorithm, typ: 'at+jwt' })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret));
  return { token, expiresAt };
}

/** Throws whatever is wrong with the token; callers tell the client nothing but that it is refused. */
export async function verifyAccessToken(secret: string, token: string) {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: [algorithm],
    typ: 'at+jwt',
    issuer,
    audience: issuer,
    requiredClaims: ['exp', 'sub', 'sid'],
  });
  return {
    userId: String(payload.sub),
    sessionId: String(payload.sid),
    expiresAt: new Date(Number(payload.exp) * 1000),
  };
}

/** A secret that is given out once: only its hash is kept. */
export function newSecret(prefix: string): { secret: string; hash: Uint8Array<ArrayBuffer> } {
  const secret = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashSecret(secret) };
}

export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}
