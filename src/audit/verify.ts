import type { Database } from '../database/client.js';
import { originHash } from '../realtime/audit-sql.js';
import { beginning, chainOf, sealed } from './seal.js';

export interface Verification {
  /** How many entries were looked at. */
  readonly checked: number;
  /** The first entry that is not as it was sealed, by its number in the chain. Null: there is none. */
  readonly brokenAt: number | null;
  /** Where to go on, when there are more. */
  readonly next: number | null;
  /** Of the last entry that was looked at: hexadecimal. Noted elsewhere, it proves that nothing was cut off. */
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  /** Entries that are not sealed yet: those of the last second, unless something is wrong. */
  readonly unsealed: number;
}

interface Link {
  seq: string;
  hash: Uint8Array;
  digest: Uint8Array | null;
  origin: Uint8Array | null;
  salt: Uint8Array | null;
  address: string | null;
  userAgent: string | null;
}

const pageSize = 1_000;
/** In one go. */
const most = 10_000;

/** Computes the chain of a property, or of the platform, anew from behind an entry, and compares. */
export async function verifyAudit(
  database: Pick<Database, 'query'>,
  propertyId: string | null,
  after = 0,
): Promise<Verification> {
  const chain = chainOf(propertyId);
  const [start] = await database.query<{ hash: Uint8Array }>(
    'SELECT hash FROM audit_seal WHERE chain = $1 AND seq = $2::bigint',
    [chain, after],
  );
  const [waiting] = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_unsealed u JOIN audit_entry e USING (place)
     WHERE e.property_id IS NOT DISTINCT FROM $1::uuid`,
    [propertyId],
  );
  let before: Uint8Array = start?.hash ?? beginning;
  let sequence = after;
  let checked = 0;
  const told = (brokenAt: number | null, more: boolean): Verification => ({
    checked,
    brokenAt,
    next: more ? sequence : null,
    head: sequence === 0 ? null : { sequence, hash: Buffer.from(before).toString('hex') },
    unsealed: waiting?.count ?? 0,
  });
  for (;;) {
    const links = await database.query<Link>(page, [chain, sequence, pageSize]);
    for (const link of links) {
      const expected = sequence + 1;
      const hash = link.digest === null ? null : sealed(before, expected, link.digest);
      if (Number(link.seq) !== expected || hash === null || !hash.equals(link.hash) || !isOfOrigin(link))
        return told(expected, false);
      before = hash;
      sequence = expected;
      checked++;
    }
    if (links.length < pageSize) return told(null, false);
    if (checked >= most) return told(null, true);
  }
}

const page = `SELECT s.seq::text AS seq, s.hash, audit_digest(e) AS digest, e.origin, o.salt, o.address, o.user_agent AS "userAgent"
  FROM audit_seal s LEFT JOIN audit_entry e USING (place) LEFT JOIN audit_origin o USING (place)
  WHERE s.chain = $1 AND s.seq > $2::bigint ORDER BY s.seq LIMIT $3`;

/** What was taken away proves nothing, and need not. */
function isOfOrigin({ origin, salt, address, userAgent }: Link): boolean {
  if (salt === null || origin === null) return true;
  return originHash(salt, address ?? '', userAgent ?? '').equals(origin);
}
