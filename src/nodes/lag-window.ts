const kept = 1_000;

export interface Lag {
  /** Half of the events were faster. */
  readonly p50: number;
  /** One in a hundred was slower. */
  readonly p99: number;
}

/** The lags of the last thousand events, in milliseconds. */
export class LagWindow {
  readonly #lags: number[] = [];
  #next = 0;

  add(ms: number): void {
    this.#lags[this.#next] = ms;
    this.#next = (this.#next + 1) % kept;
  }

  /** Null while nothing has happened. */
  get lag(): Lag | null {
    const sorted = this.#lags.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    const [p50, p99] = [at(0.5), at(0.99)];
    return p50 === undefined || p99 === undefined ? null : { p50, p99 };
  }
}
