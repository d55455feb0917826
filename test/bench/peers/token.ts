import { createHmac, timingSafeEqual } from 'node:crypto';

const secret = 'bench-secret';

/** A JWT as Frontdesk's own, checked in the same way: signature, expiry, owner. */
export function signToken(user: string): string {
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const body = encode({ sub: user, exp: Math.floor(Date.now() / 1000) + 3_600 });
  return `${head}.${body}.${signature(`${head}.${body}`)}`;
}

export function verifyToken(token: string | undefined): string {
  const [head = '', body = '', given = ''] = (token ?? '').replace('Bearer ', '').split('.');
  const expected = Buffer.from(signature(`${head}.${body}`));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) throw new Error('The token is forged.');
  const { sub, exp } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { sub: string; exp: number };
  if (exp * 1000 < Date.now()) throw new Error('The token has expired.');
  return sub;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
