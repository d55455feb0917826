import type { ServiceKeyActor } from '../actor.js';
import { type Asked, lookupRow } from '../database/lookup.js';
import { Fault } from '../errors.js';

/**
 * The program whose key has this hash (hexadecimal), with the rights of this moment. Throws UNAUTHENTICATED when there is
 * none, or it has ended. By hand, since every request of a program begins with it: one statement for all that begin at the
 * same time.
 */
export const actorOfKeyHash = async (database: Asked, hash: string): Promise<ServiceKeyActor> =>
  keyActor(await byHash(database, hash));

export const actorOfKeyId = async (database: Asked, id: string): Promise<ServiceKeyActor> =>
  keyActor(await byId(database, id));

interface KeyRow {
  readonly wanted: string;
  readonly id: string;
  readonly scopes: string[];
  readonly propertyId: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null;
  readonly over: boolean;
}

function keyActor(row: KeyRow | undefined): ServiceKeyActor {
  if (row === undefined || row.over) throw new Fault('UNAUTHENTICATED');
  const { id, scopes, propertyId, expiresAt } = row;
  return {
    kind: 'serviceKey',
    key: `key:${id}`,
    id,
    scopes: new Set(scopes),
    propertyId,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  };
}

const keysBy = (condition: string) =>
  lookupRow<KeyRow>(
    `SELECT wanted, k.id::text AS id, k.scopes, k.property_id::text AS "propertyId",
      (extract(epoch FROM k.expires_at) * 1000)::float8 AS "expiresAt",
      k.revoked_at IS NOT NULL OR coalesce(k.expires_at <= now(), false) AS over
    FROM unnest($1::text[]) AS wanted JOIN service_key k ON ${condition}`,
    ({ wanted }) => wanted,
  );

const byHash = keysBy(`k.hash = decode(wanted, 'hex')`);
const byId = keysBy('k.id = wanted::uuid');
