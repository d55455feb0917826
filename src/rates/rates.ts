import { createHash } from 'node:crypto';
import type { Bucket, BucketStore, Taken } from './bucket.js';

export interface TakeOptions extends Bucket {
  /** 1 by default. */
  tokens?: number;
  /**
   * What happens when the shared store does not answer. False: this node counts for itself. True: refused, since a
   * limit that guards passwords must not open because Redis is down.
   */
  failClosed?: boolean;
}

/** How often somebody may do something. The same on every node. */
export interface Rates {
  /** `kind` names what is limited, `key` whom; both stay out of the store in clear. */
  take(kind: string, key: string, options: TakeOptions): Promise<Taken>;
}

export interface RatesOptions {
  own: BucketStore;
  shared?: BucketStore | undefined;
  refused?: (kind: string) => void;
}

const closed: Taken = { allowed: false, remaining: 0, retryAfterMs: 5_000 };

export function createRates({ own, shared, refused }: RatesOptions): Rates {
  return {
    async take(kind, key, { capacity, perSecond, tokens = 1, failClosed = false }) {
      // E-mail addresses and addresses are personal data: a store holds their hash.
      const name = `${kind}:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`;
      const bucket = { capacity, perSecond };
      const taken =
        shared === undefined
          ? await own.take(name, bucket, tokens)
          : await shared.take(name, bucket, tokens).catch(() => (failClosed ? closed : own.take(name, bucket, tokens)));
      if (!taken.allowed) refused?.(kind);
      return taken;
    },
  };
}
