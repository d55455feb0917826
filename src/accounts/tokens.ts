import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { ownIssuer } from './own-issuer.js';

export const accessTokenSeconds = 15 * 60;
export const sessionDays = 30;

export const refreshTokenPrefix = 'fdr';
export const serviceKeyPrefix = 'fdk';

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
    .setIssuer(ownIssuer)
    .setAudience(ownIssuer)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret));
  return { token, expiresAt };
}

interface Verified {
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Tokens whose signature was found right, by secret and token: the same ones come with each request. */
const verified = new Map<string, Verified>();
const mostVerified = 10_000;

/** Throws whatever is wrong with the token; callers tell the client nothing but that it is refused. */
export async function verifyAccessToken(secret: string, token: string): Promise<Verified> {
  const name = `${secret} ${token}`;
  const known = verified.get(name);
  if (known !== undefined && known.expiresAt > new Date()) return known;
  verified.delete(name);
  const fresh = await verify(secret, token);
  verified.set(name, fresh);
  // The order of a Map is that of insertion: who comes back with a forgotten one is looked at again.
  for (const [oldest] of verified) {
    if (verified.size <= mostVerified) break;
    verified.delete(oldest);
  }
  return fresh;
}

async function verify(secret: string, token: string): Promise<Verified> {
  const { payload } = await jwtVerify(token, keyOf(secret), {
    algorithms: [algorithm],
    typ: 'at+jwt',
    issuer: ownIssuer,
    audience: ownIssuer,
    requiredClaims: ['exp', 'sub', 'sid'],
  });
  return {
    userId: String(payload.sub),
    sessionId: String(payload.sid),
    expiresAt: new Date(Number(payload.exp) * 1000),
  };
}

const keys = new Map<string, KeyObject>();

/** Made once for each secret, of which a process has one. */
function keyOf(secret: string): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret));
  keys.set(secret, key);
  return key;
}

/** A secret that is given out once: only its hash is kept. */
export function newSecret(prefix: string): { secret: string; hash: Uint8Array<ArrayBuffer> } {
  const secret = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashSecret(secret) };
}

/**
 * The refresh token that follows another. Whoever brings the same one again gets the same one again, though neither is
 * kept anywhere; nobody without the secret can work it out.
 */
export function successorOf(secret: string, refreshToken: string): { secret: string; hash: Uint8Array<ArrayBuffer> } {
  const next = createHmac('sha256', secret).update(`successor of ${refreshToken}`).digest('base64url');
  const successor = `${refreshTokenPrefix}_${next}`;
  return { secret: successor, hash: hashSecret(successor) };
}

export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}
