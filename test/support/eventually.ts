import { vi } from 'vitest';

/** Waits until the assertion holds: long enough for a busy machine, at once when it is so. */
export const eventually = <T>(assertion: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertion, { timeout: 15_000, interval: 10 });
