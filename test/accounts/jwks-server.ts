import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const issuer = 'https://id.example.com/';
export const audience = 'frontdesk-api';

export type KeyAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

export interface JwksServer {
  readonly env: Record<string, string>;
  readonly url: string;
  /** How often somebody came for the keys. */
  readonly requests: number;
  /** The public key as PEM-like bytes, for those who try it as a password. */
  readonly publicJwk: string;
  /** While it is false the keys cannot be had. */
  available: boolean;
  token(claims?: Record<string, unknown>, header?: { alg?: KeyAlgorithm; [name: string]: unknown }): Promise<string>;
  close(): Promise<void>;
}

/** An identity provider as far as tokens go: its keys over HTTP, and tokens that it signed. */
export async function startJwksServer(): Promise<JwksServer> {
  const algorithms: readonly KeyAlgorithm[] = ['RS256', 'ES256', 'EdDSA'];
  const pairs = new Map(
    await Promise.all(algorithms.map(async (alg) => [alg, await generateKeyPair(alg, { extractable: true })] as const)),
  );
  const keys = await Promise.all(
    [...pairs].map(async ([alg, { publicKey }]) => ({ ...(await exportJWK(publicKey)), alg, kid: alg, use: 'sig' })),
  );
  const state = { requests: 0, available: true };
  const server = createServer((_request, response) => {
    state.requests++;
    response.statusCode = state.available ? 200 : 503;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  return {
    url,
    env: { AUTH_JWKS_URL: url, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience },
    publicJwk: JSON.stringify(keys[0]),
    get requests() {
      return state.requests;
    },
    get available() {
      return state.available;
    },
    set available(available) {
      state.available = available;
    },
    token(claims = {}, { alg = 'RS256', ...header } = {}) {
      const pair = pairs.get(alg);
      if (pair === undefined) throw new Error(`There is no key for ${alg}.`);
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: issuer, aud: audience, sub: 'somebody', iat: now, exp: now + 600, ...claims };
      return new SignJWT(all).setProtectedHeader({ kid: alg, ...header, alg }).sign(pair.privateKey);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
