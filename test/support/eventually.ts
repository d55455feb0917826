import { vi } from 'vitest';

/** Waits until the assertion holds: long enough for a busy machine, at once when it is so. */
export const eventually = <T>(assertion: () => T | Promise<T>, timeout = 15_000): Promise<T> =>
  vi.waitFor(assertion, { timeout, interval: 10 });
