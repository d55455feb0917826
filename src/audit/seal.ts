import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../database/client.js';
import { transact } from '../database/transaction.js';
import { type Drain, startDrain } from '../drain.js';

/** Any number that nobody else takes for an advisory lock: one node seals at a time. */
const sealLock = 4_211_909;
const pageSize = 500;

/** The entries of the platform are a chain of their own. */
export const chainOf = (propertyId: string | null): string => propertyId ?? 'platform';

/** Before the first entry. */
export const beginning = Buffer.alloc(32);

/** What an entry and all before it come to. */
export const sealed = (before: Uint8Array, seq: number, digest: Uint8Array): Buffer =>
  createHash('sha256').update(before).update(`${seq}`).update(digest).digest();

/**
 * Gives each entry its place in the chain of its property within a second, so that nobody's own write waits for the row
 * that all of a property share. Each entry is sealed once.
 */
export const startSealing = (database: Database, log: Logger): Drain =>
  startDrain({
    log,
    name: 'audit',
    isWaiting: async () => (await database.prepared('SELECT 1 FROM audit_unsealed LIMIT 1', [])).length > 0,
    run: async () => (await sealPage(database)) === pageSize,
  });

interface Unsealed {
  place: bigint;
  propertyId: string | null;
  digest: Uint8Array;
}

/** Answers how many there were. */
export function sealPage(database: Database): Promise<number> {
  return transact(database, async (tx) => {
    const [lock] = await tx.$queryRaw<
      Array<{ leads: boolean }>
    >`SELECT pg_try_advisory_xact_lock(${sealLock}::bigint) AS leads`;
    if (lock?.leads !== true) return 0;
    const entries = await tx.$queryRaw<Unsealed[]>`
      SELECT e.place, e.property_id::text AS "propertyId", audit_digest(e) AS digest
      FROM (SELECT place FROM audit_unsealed ORDER BY place LIMIT ${pageSize}) u JOIN audit_entry e USING (place) ORDER BY e.place`;
    if (entries.length === 0) return 0;
    const chains = [...new Set(entries.map(({ propertyId }) => chainOf(propertyId)))];
    const last = await tx.$queryRaw<Array<{ chain: string; seq: bigint; hash: Uint8Array }>>`
      SELECT c.chain, s.seq, s.hash FROM unnest(${chains}::text[]) AS c(chain)
      CROSS JOIN LATERAL (SELECT seq, hash FROM audit_seal WHERE audit_seal.chain = c.chain ORDER BY seq DESC LIMIT 1) s`;
    const heads = new Map(last.map(({ chain, seq, hash }) => [chain, { seq: Number(seq), hash }]));
    const seals = entries.map(({ place, propertyId, digest }) => {
      const chain = chainOf(propertyId);
      const before = heads.get(chain) ?? { seq: 0, hash: beginning };
      const seq = before.seq + 1;
      const hash = sealed(before.hash, seq, digest);
      heads.set(chain, { seq, hash });
      return { place: `${place}`, chain, seq, hash: hash.toString('hex') };
    });
    // By hand: hundreds of rows through the query builder are milliseconds in which nobody else is served.
    await tx.$executeRaw`
      WITH seals AS (
        INSERT INTO audit_seal (place, chain, seq, hash)
        SELECT place, chain, seq, decode(hash, 'hex')
        FROM jsonb_to_recordset(${JSON.stringify(seals)}::jsonb) AS s(place bigint, chain text, seq bigint, hash text)
        RETURNING place
      )
      DELETE FROM audit_unsealed USING seals WHERE audit_unsealed.place = seals.place`;
    return entries.length;
  });
}
