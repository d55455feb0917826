export interface Backoff {
  /** The longest first delay, in milliseconds. It doubles with each attempt that fails. */
  readonly baseMs: number;
  /** No delay is longer than this. */
  readonly capMs: number;
}

export const defaultBackoff: Backoff = { baseMs: 250, capMs: 5_000 };

/**
 * Full jitter: anything from nothing to the bound, so that clients that were cut together do not come back together.
 *
 * @param attempt - 0 for the first one.
 */
export function delayOf({ baseMs, capMs }: Backoff, attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30));
}
