export interface HttpLoad {
  port: number;
  /** Used in turn; `{n}` in a body is replaced by a number that is used once. */
  asks: Array<{ authorization: string; body: string }>;
  callers: number;
  requests: number;
}

export interface HttpLoaded {
  seconds: number;
  p50: number;
  p99: number;
  clientBusy: number;
}

/** Stands in every right answer. */
export const ask = { expected: '"sequence":' } as const;
