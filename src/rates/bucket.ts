/**
 * Buckets of tokens: `capacity` at most, `perSecond` come back each second. Unlike the fixed windows of the usual
 * libraries, a bucket has no edge at which twice the limit passes, takes an operation's cost in one go, and can tell
 * exactly what is left and how long to wait; both are public, in `extensions.rateLimit` and `retryAfterMs`.
 */
export interface Bucket {
  readonly capacity: number;
  readonly perSecond: number;
}

export interface Taken {
  readonly allowed: boolean;
  readonly remaining: number;
  /** When there would have been enough. 0 when it was allowed. */
  readonly retryAfterMs: number;
}

export interface BucketStore {
  /** Takes `tokens` if there are as many. The key names who, and for what. */
  take(key: string, bucket: Bucket, tokens: number): Promise<Taken>;
}

/** What a bucket with `level` tokens answers, and the level that it has afterwards. */
export function takeFrom(level: number, bucket: Bucket, tokens: number): { level: number; taken: Taken } {
  const allowed = level >= tokens;
  // Tokens that are given back never make it more than full.
  const left = Math.min(bucket.capacity, allowed ? level - tokens : level);
  // More than the bucket holds never comes back: then the wait is that for a full one.
  const missing = Math.min(tokens, bucket.capacity) - level;
  const retryAfterMs = allowed ? 0 : Math.max(1, Math.ceil((missing / bucket.perSecond) * 1000));
  return { level: left, taken: { allowed, remaining: Math.max(0, Math.floor(left)), retryAfterMs } };
}
