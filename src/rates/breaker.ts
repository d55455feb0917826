import { withinTime } from '../server/within-time.js';
import type { Bucket, BucketStore } from './bucket.js';

export interface BreakerOptions {
  /** How long one answer may take: 250 ms by default. */
  patienceMs?: number;
  /** So many failures in a row open it: 3 by default. */
  failures?: number;
  /** While it is open, the store is asked again so often: every 500 ms by default. */
  probeEveryMs?: number;
  /** Called when it opens and when it closes again. Must not throw. */
  changed?: (open: boolean) => void;
}

/** A bucket that nobody has: asked for nothing, to learn whether the store answers. */
const probe = { key: 'probe', bucket: { capacity: 1, perSecond: 1 } satisfies Bucket, tokens: 0 };

/**
 * A store that fails at once while the one behind it does not answer: the first few calls wait for it, the others are
 * rejected without being tried, until a probe that nobody waits for has had an answer.
 */
export function breakable(store: BucketStore, options: BreakerOptions = {}): BucketStore {
  const { patienceMs = 250, failures: most = 3, probeEveryMs = 500, changed = () => {} } = options;
  let failures = 0;
  let probeAt = 0;
  let told = false;
  const isOpen = () => failures >= most;
  const tell = () => {
    if (isOpen() === told) return;
    told = isOpen();
    changed(told);
  };

  async function ask(key: string, bucket: Bucket, tokens: number) {
    try {
      const taken = await withinTime(patienceMs, store.take(key, bucket, tokens));
      failures = 0;
      return taken;
    } catch (error) {
      failures++;
      probeAt = performance.now() + probeEveryMs;
      throw error;
    } finally {
      tell();
    }
  }

  return {
    async take(key, bucket, tokens) {
      if (!isOpen()) return ask(key, bucket, tokens);
      if (performance.now() >= probeAt) {
        probeAt = Number.POSITIVE_INFINITY;
        // Its failure says what is known already, and sets the time of the next one.
        ask(probe.key, probe.bucket, probe.tokens).catch(() => {});
      }
      throw new Error('The shared buckets do not answer.');
    },
  };
}
