import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import { Fault } from '../errors.js';

/** A person as another identity provider knows them. */
export interface ExternalIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** When the token was signed. Tokens that do not say so are as old as can be. */
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly name: string | undefined;
  /** Only when the provider says that it has checked it. */
  readonly verifiedEmail: string | undefined;
}

/** The identity provider beside our own. Its keys are fetched when they are needed, and kept for ten minutes. */
export interface IdentityProvider {
  /** Whether a token says that it comes from there. Nothing about it is proven by that. */
  issued(token: string): boolean;
  /**
   * Throws UNAUTHENTICATED for a token that is refused for whatever reason, and TIMEOUT when the keys cannot be had:
   * the client should keep its token then, and try again.
   */
  verify(token: string): Promise<ExternalIdentity>;
}

// Signatures by a key pair alone: with HS* a public key would be a password that everybody knows.
const algorithms = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];

export function createIdentityProvider(options: {
  jwksUrl: string;
  issuer: string;
  audience: string;
}): IdentityProvider {
  // The keys come from this address, whatever `jku`, `x5u` or `jwk` a token names.
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: 5_000,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
  });
  return {
    issued(token) {
      try {
        return decodeJwt(token).iss === options.issuer;
      } catch {
        return false;
      }
    },
    async verify(token) {
      const { payload } = await jwtVerify(token, keys, {
        algorithms,
        issuer: options.issuer,
        audience: options.audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 5,
      }).catch((error: unknown) => {
        throw new Fault(isRefusal(error) ? 'UNAUTHENTICATED' : 'TIMEOUT');
      });
      if (payload.sub === undefined || !/^[^\p{Cc}\p{Cs}]{1,255}$/u.test(payload.sub))
        throw new Fault('UNAUTHENTICATED');
      return {
        issuer: options.issuer,
        subject: payload.sub,
        issuedAt: new Date((payload.iat ?? 0) * 1000),
        expiresAt: new Date(Number(payload.exp) * 1000),
        name: text(payload.name),
        verifiedEmail: payload.email_verified === true ? text(payload.email) : undefined,
      };
    },
  };
}

const text = (claim: unknown) => (typeof claim === 'string' ? claim : undefined);

/** Whether the token is at fault, and not the way to the keys. */
const isRefusal = (error: unknown) =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC');
